import type { ClosureState, EpisodeView, FoundEpisode } from '@answerable/contracts';
import { expect } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { announceHer, call as callAs, herTelephone, unitOf } from './staff.js';
import { agreeWith, closure, contact, keyOf, mailboxOf, recorded, type Workplace } from './workplace.js';

export const bounceToken = 'bounce-webhook-token-for-tests';
export const ended = { closedOn: '2026-05-20', reportedOn: '2026-05-01' };
export const waiting = { ...ended, outcomeClass: 'CHARGED', proceedingsLive: true } as const;
export const blockOf = (name: string, number: string) =>
  contact(name, '2026-06-01', { telephones: [herTelephone(number)], linksSafeConfirmedOn: null });

/** Several cases of one person: what the police tell of them, what staff do, and where they stand. */
export function herCases(at: () => Workplace) {
  const call = <T = { code?: string; detail?: string } | null>(
    who: string,
    method: string,
    path: string,
    body?: object,
  ) => callAs<T>(at(), who, method, path, body);
  /** The police tell of a case of hers; `person` is whose it is, where that is not its own name. */
  const told = async (name: string, over: Partial<ClosureState> = {}, person = name) =>
    at().intake.announce(
      recorded(closure(name, { ...ended, unit: unitOf(name), victimKey: keyOf(`victim ${person}`), ...over })),
    );
  const standing = async (name: string) =>
    (
      await at().rows<{ disposition: string | null; reason: string | null; version: number }>(
        'select disposition, reason, version from closures where case_key = $1',
        [keyOf(`case ${name}`)],
      )
    )[0];
  const settledAs = (name: string, expected: object) =>
    at().settled(async () => expect(await standing(name)).toMatchObject(expected));
  const answersStop = (reference: string) =>
    fetch(`${at().service.url}/v1/webhooks/email/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bounceToken}` },
      body: JSON.stringify({ reference, message: 'STOP' }),
    });
  const asksFor = async (episodeId: string, kind: string) => {
    const body = { episodeId, kind, receivedOn: at().today() };
    const { requestId } = (await call<{ requestId: string }>('caseworker-1', 'POST', '/v1/data-subject-requests', body))
      .body;
    return call('vs-lead-1', 'POST', `/v1/data-subject-requests/${requestId}/fulfil`);
  };
  return {
    call,
    told,
    standing,
    settledAs,
    answersStop,
    asksFor,
    courtHasDone: (name: string, version: number) => {
      const { organisationId, caseKey, victimKey } = closure(name);
      return at().intake.announce({
        type: 'cases.proceedings.changed.v1',
        data: { organisationId, caseKey, victimKey, version, live: false, on: at().today() },
      });
    },
    episodesOf: (person: string) =>
      at().rows<{ id: string; state: string; survey_id: string }>(
        'select id, state, survey_id from episodes where subject_key = $1 order by started_at',
        [keyOf(`victim ${person}`)],
      ),
    detailsOf: (person: string) => {
      const vault = at().service.app.get(Vault);
      return vault.transaction((tx) =>
        tx.query(
          `select 1 from contacts where subject_key = $1 union all select 1 from contact_hashes where subject_key = $1`,
          [keyOf(`victim ${person}`)],
        ),
      );
    },
    decline: (episodeId: string, never: boolean) =>
      call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/decline`, { never }),
    legalHold: (episodeId: string, hold = true) =>
      call('vs-lead-1', 'POST', `/v1/episodes/${episodeId}/legal-hold`, { hold, reason: 'order of a court' }),
    takeBack: (episodeId: string, who = 'vs-lead-1') =>
      call(who, 'POST', `/v1/episodes/${episodeId}/take-back`, { reason: 'written down of the wrong person' }),
    find: async (sought: object) =>
      (await call<{ episodes: FoundEpisode[] }>('caseworker-1', 'POST', '/v1/episodes/find', sought)).body.episodes,
    page: async (episodeId: string) =>
      (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${episodeId}`)).body,
    sumHolds: async () => {
      await at().run('check-sum');
      const path = '/v1/supervisor?from=2026-05&to=2026-06';
      return (await call<{ sum: { holds: boolean } }>('vs-lead-1', 'GET', path)).body.sum.holds;
    },
    /** She was sent an e-mail; gives the reference that her answer to it comes with. */
    wasWrittenTo: async (name: string): Promise<string> => {
      await announceHer(at(), name, {}, ended);
      await agreeWith(at().service.url, unitOf(name), mailboxOf(name));
      await settledAs(name, { disposition: 'asked' });
      const mail = at().mail.mails.find((m) => JSON.stringify(m.to).includes(`${name}@`));
      return /replies\+([0-9a-f-]{36})@/.exec(JSON.stringify(mail?.replyTo ?? ''))![1]!;
    },
  };
}
export const declinedByHer = { disposition: 'excluded', reason: 'declined-by-her' };
export const byDeath = { disposition: 'excluded', reason: 'deceased' };
