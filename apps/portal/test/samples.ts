import type {
  CheckReason,
  EpisodeView,
  MonthPreparation,
  ReportSummary,
  SafeNotes,
  WorkTask,
} from '@answerable/contracts';

// Answers of the APIs as the contract has them, about nobody.

const minutes = (from: string, add: number) => new Date(new Date(from).getTime() + add * 60_000).toISOString();
/** The day on which the staff's tests happen: a Wednesday morning. */
export const wednesday = '2026-05-06T09:30:00Z';

const safe: SafeNotes = {
  telephone: 'safe',
  text: 'unknown',
  voicemail: 'unsafe',
  email: 'safe',
  letter: 'unsafe',
  times: ['weekday-morning'],
  linksSafeUntil: null,
  checkWordAgreed: false,
  sharedNumber: false,
};

export const episodeId = '0196a5b0-0000-7000-8000-000000000001';
const id = (number: number) => `0196a5b0-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`;

export const task = (number: number, changes: Partial<WorkTask> = {}): WorkTask => ({
  taskId: id(number),
  kind: 'safe-contact-check',
  episodeId,
  reference: `K7Q2-M9${number}A`,
  force: '01',
  unit: 'AS BCU Sapphire team 2',
  cueMonth: '2026-03',
  language: 'en',
  interpreter: false,
  reasons: ['links-not-confirmed'],
  safe,
  attempts: 0,
  dueAt: minutes(wednesday, 390),
  overdue: false,
  notBefore: wednesday,
  claimedBy: null,
  claimedUntil: null,
  entryId: null,
  supportedByMe: false,
  ...changes,
});

const grave: CheckReason[] = ['lives-with-suspect', 'shared-number'];

export const tasks = (me: string): WorkTask[] => [
  task(1, {
    kind: 'call-back',
    dueAt: minutes(wednesday, -1350),
    overdue: true,
    claimedBy: { subject: 'someone', name: 'Cameron Worker' },
    claimedUntil: minutes(wednesday, 25),
  }),
  task(2, { kind: 'telephone', attempts: 2, notBefore: minutes(wednesday, 210), reasons: [] }),
  task(3, {
    reasons: grave,
    safe: { ...safe, sharedNumber: true, telephone: 'unsafe' },
    language: 'so',
    interpreter: true,
  }),
  task(4, {
    claimedBy: { subject: me, name: 'Casey Worker' },
    claimedUntil: minutes(wednesday, 50),
    dueAt: minutes(wednesday, 1800),
  }),
  task(5, { kind: 'proceedings-recheck', dueAt: minutes(wednesday, 7200), safe: null, reasons: [] }),
  task(6, { kind: 'telephone', supportedByMe: true, reasons: ['asked-by-her'], dueAt: minutes(wednesday, 2880) }),
];

export const episode: EpisodeView = {
  episodeId,
  exclusion: null,
  reference: 'K7Q2-M94A',
  state: 'to-check',
  heldReason: null,
  cueMonth: '2026-03',
  language: 'en',
  interpreter: false,
  ageGroup: '25-plus',
  reasons: ['links-not-confirmed', 'lives-with-suspect'],
  safe,
  nextChannel: null,
  nextDueAt: null,
  messagesSent: 0,
  expiresAt: null,
  supporters: [],
  closures: [
    { force: '01', unit: 'AS BCU Sapphire team 2', closedOn: '2026-03-19', disposition: 'to-check', reason: null },
  ],
  messages: [],
  tasks: [task(4)],
  story: [
    { at: '2026-03-20T08:02:00Z', kind: 'closure-recorded', detail: {}, by: null },
    { at: '2026-03-20T08:03:00Z', kind: 'contact-assessed', detail: { next: 'safe-contact-check' }, by: null },
    { at: '2026-05-05T10:20:00Z', kind: 'attempt', detail: { outcome: 'no-answer' }, by: 'Cameron Worker' },
  ],
};

export const reports: ReportSummary[] = ['2026-09', '2026-08'].map((month, index) => ({
  id: `southwark-${month}-v1`,
  month,
  monthWords: index === 0 ? 'September 2026' : 'August 2026',
  version: 1,
  number: 14 - index,
  state: 'published',
  publishedAt: `2026-${index === 0 ? 10 : '09'}-14T08:30:00Z`,
  headline: [
    'Satisfied: a quarter to a half',
    'Taken seriously: about half',
    'Made to feel they should stop: fewer than a quarter',
  ],
  replacedBy: null,
}));

export const month = (changes: Partial<MonthPreparation> = {}): MonthPreparation => ({
  month: '2026-10',
  monthWords: 'October 2026',
  version: 1,
  state: 'prepared',
  reportId: null,
  missing: [],
  faults: [],
  preparedAt: '2026-11-02T03:00:00Z',
  releaseOn: '2026-11-13',
  digest: 'a'.repeat(64),
  approvals: [],
  approvalsNeeded: 2,
  approvedByMe: false,
  hold: null,
  holdUsed: false,
  ...changes,
});
