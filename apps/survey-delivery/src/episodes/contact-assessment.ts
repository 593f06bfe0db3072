import type { CheckReason, KeptContact, Language, SafeNotes } from '@answerable/contracts';
import { london } from '@answerable/service';
import type { AgeGroup } from './episode.js';

/** What the vault could make of the blocks it holds for one person, newest last. */
export interface OpenedContact {
  block: KeptContact | null;
  source: 'police' | 'staff';
  receivedOn: string;
}

export interface Assessment {
  ageGroup: AgeGroup;
  language: Language;
  interpreter: boolean;
  reasons: CheckReason[];
  safe: SafeNotes | null;
  /** The block that counts: what staff wrote with her stands above what the police sent. */
  current: KeptContact | null;
}

/** What a number or address would be used for. */
export type WayUse = 'telephone' | 'text' | 'email';

const LINKS_CONFIRMED_FOR_DAYS = 90;

interface Circumstances {
  today: string;
  /** The day of the planned first message: age at invitation decides. */
  invitedOn: string;
  ageBandAtReport: string;
  reportedOn: string;
  deadOrIll: boolean;
  oldDetailsDays: number;
  /** What would be used of hers, and somebody else in the vault has too. */
  shared: ReadonlySet<WayUse>;
  /** She answered a message of an earlier asking with STOP. */
  saidStop: boolean;
  /** The police sent details with one of these cases; where none are there, they were not kept or have been deleted. */
  policeGaveContact: boolean;
}

export function ageOn(dateOfBirth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) >= dateOfBirth.slice(5) ? years : years - 1;
}

const groupOf = (age: number): AgeGroup =>
  age < 16 ? 'under-16' : age < 18 ? '16-17' : age < 25 ? '18-24' : '25-plus';

/** Ages of the bands that can be outgrown. */
const ages: Readonly<Record<string, readonly [youngest: number, oldest: number]>> = {
  'under-16': [0, 15],
  '16-17': [16, 17],
  '18-24': [18, 24],
};

/** Where no date of birth is known: the band at the report, or unknown once whole years have passed in which she may have outgrown it. */
function groupSince({ ageBandAtReport: band, reportedOn, invitedOn }: Circumstances): AgeGroup {
  if (band === 'unknown') return 'unknown';
  const years = ageOn(reportedOn, invitedOn);
  const [youngest, oldest] = (ages[band] ?? [25, 25]).map((age) => groupOf(age + years));
  return youngest === oldest ? youngest! : 'unknown';
}

/** The first day of the month after a sixteenth birthday: the day itself would tell her date of birth to whoever reads a table. */
export const sixteenBy = (dateOfBirth: string): string =>
  `${london.addMonths(`${Number(dateOfBirth.slice(0, 4)) + 16}-${dateOfBirth.slice(5, 7)}`, 1)}-01`;

/** Why a person must look before anything is sent, each with the test that finds it. */
const reasonsToLook: readonly [
  CheckReason,
  (block: KeptContact, c: Circumstances, all: readonly OpenedContact[]) => boolean,
][] = [
  ['no-usable-contact', (b) => Object.values(usable(b)).every((way) => way === null)],
  ['old-details', (b, c) => isOld(b.confirmedOn, c)],
  ['contradictory-details', (_, __, all) => contradict(all)],
  ['third-party-contact', (b) => [...b.telephones, ...b.emails].some((x) => x.belongsTo === 'someone-else')],
  ['shared-number', (b, c) => c.shared.size > 0 || [...b.telephones, ...b.emails].some((x) => x.shared)],
  ['dead-or-ill', (_, c) => c.deadOrIll],
  ['interpreter', (b) => b.interpreter],
  ['suspect-is-police-officer', (_, __, all) => marked(all, 'suspect-is-police-officer')],
  ['victim-is-police-employee', (_, __, all) => marked(all, 'victim-is-police-employee')],
  ['lives-with-suspect', (_, __, all) => marked(all, 'lives-with-suspect', 'shared-custody')],
  ['at-risk', (_, __, all) => marked(all, 'at-risk')],
  ['said-stop', (_, c) => c.saidStop],
];

/** In any block: what the police send of a danger after staff have spoken with her counts beside what she said. */
const marked = (all: readonly OpenedContact[], ...marks: KeptContact['marks']): boolean =>
  all.some(({ block }) => block?.marks.some((mark) => marks.includes(mark)));

/** Judges what the vault holds of one person; pure, and nothing of the contact itself comes out but `current`. */
export function assessContact(opened: readonly OpenedContact[], c: Circumstances): Assessment {
  const byStaff = opened.filter((o) => o.source === 'staff' && o.block).at(-1)?.block;
  const current = byStaff ?? opened.filter((o) => o.block).at(-1)?.block ?? null;
  const ageGroup = current?.dateOfBirth ? groupOf(ageOn(current.dateOfBirth, c.invitedOn)) : groupSince(c);
  if (!current) {
    const reasons: CheckReason[] = [missing(opened, c)];
    if (c.deadOrIll) reasons.push('dead-or-ill');
    if (c.saidStop) reasons.push('said-stop');
    return { ageGroup, language: 'en', interpreter: false, reasons, safe: null, current };
  }
  const safe = notesOf(current, c);
  const reasons = reasonsToLook.filter(([, applies]) => applies(current, c, opened)).map(([reason]) => reason);
  if (ageGroup === 'unknown') reasons.push('age-unknown');
  if (!linksSafe(safe, c.today)) reasons.push('links-not-confirmed');
  if (!safe.checkWordAgreed) reasons.push('no-check-word');
  return { ageGroup, language: current.language, interpreter: current.interpreter, reasons, safe, current };
}

/** Whose doing it is that no details are there: said of the police only where it was theirs. */
function missing(opened: readonly OpenedContact[], c: Circumstances): CheckReason {
  if (opened.length > 0) return 'unreadable-block';
  return c.policeGaveContact ? 'contact-not-kept' : 'no-contact-block';
}

/** These two alone need a call, not a check: she has simply not been asked yet. */
const callOnly: ReadonlySet<CheckReason> = new Set(['links-not-confirmed', 'no-check-word']);
export const needsLook = (reasons: readonly CheckReason[]): boolean => reasons.some((r) => !callOnly.has(r));

/** A link is sent only where she has confirmed within 90 days that links are safe. */
export const linksSafe = (safe: SafeNotes, today: string): boolean =>
  safe.linksSafeUntil !== null && safe.linksSafeUntil >= today;

/**
 * Which telephone, e-mail address and letter address would be used: hers, safe, in the order given. She is called on a number
 * of the police, and texted on it once she has said there that it is safe; an e-mail or a letter goes to what she named.
 */
export function usable(block: KeptContact) {
  const hers = block.telephones.filter((t) => t.belongsTo === 'her');
  return {
    telephone: hers.find((t) => t.safe === 'safe') ?? hers.find((t) => t.safe === 'unknown') ?? null,
    text: hers.find((t) => t.textSafe === 'safe' && !t.shared) ?? null,
    email:
      block.emails.find((e) => e.namedBy === 'her' && e.belongsTo === 'her' && e.safe === 'safe' && !e.shared) ?? null,
    address: block.address?.namedBy === 'her' && block.address.safe === 'safe' ? block.address : null,
  };
}

/** The last day on which what she said of links holds; null: she was never asked. */
export const linksSafeUntil = ({ linksSafeConfirmedOn }: Pick<KeptContact, 'linksSafeConfirmedOn'>): string | null =>
  linksSafeConfirmedOn && london.addDays(linksSafeConfirmedOn, LINKS_CONFIRMED_FOR_DAYS);

function notesOf(block: KeptContact, c: Pick<Circumstances, 'shared'>): SafeNotes {
  const ways = usable(block);
  return {
    telephone: ways.telephone?.safe ?? 'unsafe',
    text: markOf(ways.text, block.telephones[0]?.textSafe),
    voicemail: ways.telephone?.voicemailSafe ?? 'unknown',
    email: markOf(ways.email, block.emails[0]?.safe),
    letter: markOf(ways.address, block.address?.safe),
    times: ways.telephone?.times ?? [],
    linksSafeUntil: linksSafeUntil(block),
    checkWordAgreed: block.checkWord !== null,
    sharedNumber: c.shared.has('telephone') || c.shared.has('text') || block.telephones.some((t) => t.shared),
    sharedEmail: c.shared.has('email'),
  };
}

const markOf = (way: object | null, mark: SafeNotes['email'] = 'unknown'): SafeNotes['email'] =>
  way ? 'safe' : mark === 'unsafe' ? 'unsafe' : 'unknown';

function isOld(confirmedOn: string | null, c: Circumstances): boolean {
  return confirmedOn === null || london.daysBetween(confirmedOn, c.today) > c.oldDetailsDays;
}

/**
 * Two dates of birth, whoever gave them: two people may have been sent as one. Or two blocks that name no common number or
 * address, unless she has told us since what is right.
 */
function contradict(all: readonly OpenedContact[]): boolean {
  const blocks = all.flatMap((o) => (o.block ? [o.block] : []));
  const toldByHer = all.some((o) => o.source === 'staff' && o.block);
  const ways = (toldByHer ? [] : blocks).map(
    (b) =>
      new Set([...b.telephones.map((t) => normaliseNumber(t.number)), ...b.emails.map((e) => e.address.toLowerCase())]),
  );
  const births = new Set(blocks.flatMap((b) => b.dateOfBirth ?? []));
  return (
    births.size > 1 ||
    ways.some((a, i) => ways.slice(i + 1).some((b) => a.size > 0 && b.size > 0 && ![...a].some((x) => b.has(x))))
  );
}

/** A number as it is compared and dialled: +44 for 0, digits alone. Providers write 447700900123 without the plus. */
export const normaliseNumber = (number: string): string => {
  const digits = number
    .replace(/[^0-9+]/g, '')
    .replace(/^00/, '+')
    .replace(/^44(?=[1-9]\d{9}$)/, '+44');
  return digits.startsWith('+') ? digits.replace('+440', '+44') : `+44${digits.replace(/^0/, '')}`;
};
