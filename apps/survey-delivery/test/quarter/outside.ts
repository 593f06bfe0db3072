import type { SurveyState } from '@answerable/contracts';
import type { NotifyStandIn, Trouble } from '@answerable/notify-stand-in';
import { expect } from 'vitest';
import type { Workplace } from '../workplace.js';
import { inTurn } from './chance.js';
import type { Ledger } from './ledger.js';
import type { Staff } from './staff-at-work.js';

const troubles: readonly Trouble[] = [
  { kind: 'hang' },
  { kind: 'error', status: 400, error: 'BadRequestError', message: 'Template not found' },
  { kind: 'accept-and-break' },
  { kind: 'error', status: 500 },
  { kind: 'limit', error: 'RateLimitError' },
  { kind: 'error', status: 403, error: 'AuthError', message: 'Invalid token' },
  { kind: 'accept-and-hang' },
  { kind: 'error', status: 503 },
  { kind: 'limit', error: 'TooManyRequestsError' },
  { kind: 'error', status: 400, error: 'ValidationError', message: 'Not a valid phone number' },
];
const receipts = [
  'delivered',
  'permanent-failure',
  'delivered',
  'temporary-failure',
  'delivered',
  'technical-failure',
  'delivered',
  'validation-failed',
  'received',
  'cancelled',
] as const;
const reached = new Set<string>(['delivered', 'received']);

/** What happens elsewhere: providers fail in each of their ways, receipts and replies come, people open, answer and decline. */
export function outsideOf(place: Workplace, notify: NotifyStandIn, ledger: Ledger, staff: Staff) {
  const met: Trouble[] = [];
  const nextTrouble = inTurn(troubles);
  const nextReceipt = inTurn(receipts);
  const sentReceipts = new Set<string>();
  const told = new Set<string>();

  /** Each trouble in turn, the next one once the last one was met. */
  function trouble(): void {
    if (notify.troubles.length > 0) return;
    const next = nextTrouble();
    notify.troubles.push(next);
    met.push(next);
  }

  /** The mail server: mailboxes it does not know, a connection lost after the text, a day on which it is down. */
  async function mailTrouble(step: number): Promise<void> {
    if (step % 12 === 4) place.mail.breakOff = 1;
    if (step % 24 === 9) await place.mail.close();
    if (step % 24 === 10) await place.mail.open();
    for (const [owner] of ledger.owners()) {
      const mailbox = ledger.wayOf(owner, 'email');
      if (mailbox && /[37]@/.test(mailbox)) place.mail.refuse.add(mailbox);
    }
  }

  async function receive(): Promise<void> {
    for (const { id, reference } of notify.deliveries.filter((d) => d.status === 'sending')) {
      const receipt = nextReceipt();
      if (!reached.has(receipt)) ledger.failed(reference!);
      expect(await notify.receipt(id, receipt)).toBe(204);
      sentReceipts.add(receipt);
    }
  }

  const webhook = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${place.service.url}/v1/webhooks/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer bounce-webhook-token-for-tests' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(204);
    staff.done.set(path, (staff.done.get(path) ?? 0) + 1);
  };
  const kinds = inTurn(['permanent', 'temporary'] as const);
  /** One e-mail comes back, twice told; to one she answers STOP, and to one text, twice each. */
  async function mailComesBack(): Promise<void> {
    const mail = ledger.lastTo('email');
    if (!mail) return;
    const bounce = { reference: mail.reference, kind: kinds() };
    ledger.failed(mail.reference);
    await webhook('email/bounces', bounce);
    await webhook('email/bounces', bounce);
  }
  /** False where nobody is written to by that channel who has not said no already: then another day. */
  async function saysStop(channel: 'email' | 'sms'): Promise<boolean> {
    const message = ledger.lastTo(channel);
    const owner = message && ledger.ownerOf(message.to);
    if (!owner) return false;
    for (let i = 0; i < 2; i++)
      if (channel === 'email') await webhook('email/replies', { reference: message.reference, message: 'STOP' });
      else expect(await notify.reply(message.to, 'Stop', `${place.service.url}/v1/webhooks/notify/replies`)).toBe(204);
    ledger.silence(owner, 'she said STOP');
    staff.done.set(`STOP by ${channel}`, 1);
    return true;
  }

  /** She answers a text with a sentence: nothing more goes to her before somebody has read it. */
  async function writesBack(): Promise<void> {
    const message = ledger.lastTo('sms');
    const owner = message && ledger.ownerOf(message.to);
    if (!owner) return;
    const words = 'No, canary: he reads this';
    expect(await notify.reply(message.to, words, `${place.service.url}/v1/webhooks/notify/replies`)).toBe(204);
    ledger.silence(owner, 'what she wrote is not read');
  }

  type Fate = (surveyId: string, day: string) => Promise<void>;
  const announce = (...messages: Parameters<Workplace['collection']['announce']>) =>
    place.collection.announce(...messages);
  const opens: Fate = (surveyId, on) => announce({ type: 'responses.survey.opened.v1', data: { surveyId, on } });
  const answers: Fate = (surveyId, on) =>
    announce({ type: 'responses.survey.submitted.v1', data: { surveyId, on, consentVersion: '2026-1' } });
  const declines =
    (never: boolean): Fate =>
    (surveyId, on) =>
      announce({ type: 'responses.survey.declined.v1', data: { surveyId, on, never } });
  const isNotSafe: Fate = (surveyId, on) => announce({ type: 'responses.survey.unsafe.v1', data: { surveyId, on } });
  const wantsACall: Fate = async (surveyId, on) => {
    const sealed = await place.sealContact({ wishes: ['support'], message: 'canary wish', notSafeNow: false });
    await announce({ type: 'responses.contact.wanted.v1', data: { surveyId, on, sealed } });
  };
  const nothing: Fate = async () => {};
  const fates = inTurn<[Fate, string | null]>([
    [nothing, null],
    [answers, 'she has answered'],
    [wantsACall, null],
    [opens, null],
    [isNotSafe, 'it was not safe'],
    [nothing, null],
    [declines(true), 'she said never on the page'],
    [answers, 'she has answered'],
    [opens, null],
    [declines(false), 'she said no on the page'],
    [wantsACall, null],
  ]);

  /** Each survey meets its fate once, after its first message; what silences her counts once that has arrived. */
  async function respond(day: string): Promise<void> {
    const asked = await place.rows<{ surveyId: string; id: string }>(
      `select survey_id as "surveyId", id from episodes where state = 'inviting' and first_invited_at < $1::date order by id`,
      [day],
    );
    const silenced: [string, string][] = [];
    for (const { surveyId, id } of asked) {
      if (told.has(surveyId)) continue;
      told.add(surveyId);
      const [fate, silence] = fates();
      await fate(surveyId, day);
      if (silence) silenced.push([id, silence]);
    }
    if (silenced.length === 0) return;
    const ids = silenced.map(([id]) => id);
    await place.settled(async () =>
      expect(
        await place.rows(
          `select distinct episode_id from story_entries
            where episode_id = any($1) and kind in ('survey-submitted', 'declined', 'said-not-safe')`,
          [ids],
        ),
      ).toHaveLength(ids.length),
    );
    for (const [id, silence] of silenced) ledger.silence(id, silence);
  }
  const surveys = (): SurveyState[] => place.collection.heard.map((e) => e.data as SurveyState);

  return {
    trouble,
    mailTrouble,
    receive,
    mailComesBack,
    saysStop,
    writesBack,
    respond,
    surveys,
    met,
    troubles,
    sentReceipts,
    receipts,
  };
}
