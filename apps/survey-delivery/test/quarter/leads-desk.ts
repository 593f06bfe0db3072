import type { CallBackEnd } from '@answerable/contracts';
import { expect } from 'vitest';
import type { Workplace } from '../workplace.js';
import { inTurn } from './chance.js';
import type { Ledger } from './ledger.js';
import type { Staff } from './staff-at-work.js';

/** What is done beside the worklist: requests about data, holds of the law, the switch, settings, call-backs, the public page. */
export function deskAt(place: Workplace, ledger: Ledger, { act, post, of, agree, byText, next, done }: Staff) {
  /** Somebody who is being asked and was sent something, whom nothing silences. */
  async function somebodyAsked(): Promise<string | undefined> {
    const rows = await place.rows<{ id: string }>(
      `select id from episodes where state = 'inviting' and messages_sent > 0 and not legal_hold order by due_at desc, id`,
    );
    return rows.map(({ id }) => id).find((id) => ledger.of(id).silence === null && ledger.of(id).ways.size > 0);
  }

  async function request(id: string, kind: string): Promise<string> {
    const body = { episodeId: id, kind, receivedOn: place.today() };
    const { requestId } = await act<{ requestId: string }>(
      `request ${kind}`,
      201,
      post('caseworker-1', '/v1/data-subject-requests', body),
    );
    return `/v1/data-subject-requests/${requestId}`;
  }
  const fulfil = (path: string, status: number) => act(`fulfil ${status}`, status, post('vs-lead-1', `${path}/fulfil`));
  const legalHold = (id: string, hold: boolean) =>
    act(`legal hold ${hold}`, 204, post('vs-lead-1', `${of(id)}/legal-hold`, { hold, reason: 'order of a court' }));

  async function requests(day: string): Promise<void> {
    const id = await somebodyAsked();
    if (!id) return;
    await fulfil(await request(id, 'access'), 200);
    const refused = await request(id, 'access');
    await act('refuse request', 200, post('vs-lead-1', `${refused}/refuse`, { reason: 'asked twice' }));
    const right = await request(id, 'rectification');
    await fulfil(right, 409);
    await agree(id, null, byText(next()), day);
    await fulfil(right, 200);
    await place.settled();
    await legalHold(id, true);
    const erasure = await request(id, 'erasure');
    await fulfil(erasure, 409);
    await legalHold(id, false);
    await fulfil(erasure, 200);
    ledger.silence(id, 'her details were erased');
    const other = await somebodyAsked();
    if (!other) return;
    await fulfil(await request(other, 'objection'), 200);
    ledger.silence(other, 'she objected');
  }

  /** She says no to staff, without a task for it. */
  async function declines(): Promise<void> {
    const id = await somebodyAsked();
    if (!id) return;
    await act('decline', 204, post('caseworker-1', `${of(id)}/decline`, { never: false }));
    ledger.silence(id, 'she said no');
  }

  /** She has lost her telephone, and names another: to the old number nothing goes any more, her address stays what it was. */
  async function losesTelephone(day: string): Promise<void> {
    const id = await somebodyAsked();
    if (!id) return;
    const { ways } = ledger.of(id);
    for (const [to, way] of ways) if (way === 'sms') ways.delete(to);
    await act('end link', 204, post('interviewer-1', `${of(id)}/end-link`, { reason: 'her telephone is lost' }));
    await agree(id, null, byText(next()), day);
  }

  async function pause(): Promise<void> {
    await act('pause', 200, post('safeguarding-1', '/v1/delivery-state/pause', { reason: 'we look' }));
    ledger.pause(true);
  }
  async function resume(): Promise<void> {
    await act('resume by a caseworker', 403, post('caseworker-1', '/v1/delivery-state/resume'));
    ledger.pause(false);
    await act('resume', 200, post('vs-lead-1', '/v1/delivery-state/resume'));
  }

  async function settings(): Promise<void> {
    const propose = () =>
      act<{ proposalId: string }>(
        'propose',
        201,
        post('vs-lead-1', '/v1/settings/proposals', { changes: { tasksPerDay: 100 }, reason: 'more of us' }),
      );
    const [one, other] = [await propose(), await propose()].map(
      ({ proposalId }) => `/v1/settings/proposals/${proposalId}`,
    );
    await act('approve one’s own', 403, post('vs-lead-1', `${one}/approve`));
    await act('approve', 200, post('safeguarding-1', `${one}/approve`));
    await act('reject', 200, post('safeguarding-1', `${other}/reject`));
  }

  const ends = inTurn<CallBackEnd>([
    { outcome: 'reached', supportGiven: true },
    { outcome: 'no-longer-wanted', supportGiven: false },
    { outcome: 'handed-to-safeguarding', supportGiven: false, risk: 'domestic', note: 'canary-note' },
    { outcome: 'not-reached-three-times', supportGiven: false },
  ]);
  async function callBacks(): Promise<void> {
    type CallBack = { callBackId: string; taskId: string; episodeId: string; state: string };
    const { callBacks: list } = await act<{ callBacks: CallBack[] }>('call-backs', 200, [
      'caseworker-1',
      'GET',
      '/v1/call-backs',
    ]);
    for (const { callBackId, taskId, episodeId } of list.filter((c) => c.state === 'open')) {
      await act('call-back unclaimed', 409, post('caseworker-1', `/v1/call-backs/${callBackId}/open`));
      await act('call-back claim', 200, post('caseworker-1', `/v1/tasks/${taskId}/claim`));
      await act('call-back open', 200, post('caseworker-1', `/v1/call-backs/${callBackId}/open`));
      const end = ends();
      if (end.outcome === 'handed-to-safeguarding') await place.settled();
      await act(`call-back ${end.outcome}`, 204, post('caseworker-1', `/v1/call-backs/${callBackId}/complete`, end));
      if (end.outcome === 'handed-to-safeguarding') ledger.silence(episodeId, 'her safeguarding lead decides');
    }
  }

  /** Somebody rings and is found; a no that was somebody else's is taken back, and every case of hers is looked at first. */
  async function mistakes(): Promise<void> {
    const [no] = await place.rows<{ id: string; reference: string }>(
      `select e.id, e.reference from episodes e join story_entries s on s.episode_id = e.id
        where e.state = 'declined' and s.kind = 'declined' and s.by_subject is not null and not (s.detail ->> 'never')::boolean
          and not exists (select 1 from data_requests r where r.episode_id = e.id)
          and not exists (select 1 from episodes o where o.subject_key = e.subject_key and o.id <> e.id) limit 1`,
    );
    if (!no) return;
    const { id, reference } = no;
    await act('find', 200, post('caseworker-1', '/v1/episodes/find', { reference }));
    await act('take back', 204, post('vs-lead-1', `${of(id)}/take-back`, { reason: 'it was another caller' }));
    ledger.silence(id, null);
  }

  /** She had said no herself, rings, and asks to be asked: somebody looks, and she says anew how to reach her. */
  async function asksAgain(): Promise<void> {
    const [hers] = await place.rows<{ id: string }>(
      `select e.id from episodes e join story_entries s on s.episode_id = e.id
        where e.state = 'declined' and s.kind = 'declined' and s.by_subject is null
          and not exists (select 1 from data_requests r where r.episode_id = e.id)
          and not exists (select 1 from episodes o where o.subject_key = e.subject_key and o.id <> e.id) limit 1`,
    );
    if (!hers) return;
    const form = { identity: 'known-to-us', firstName: 'Canary', telephone: '07700 978001' };
    await act('ask again', 200, post('caseworker-1', `${of(hers.id)}/ask-again`, form));
  }

  /** What nobody tied to her contact is read by a lead. */
  async function messages(): Promise<void> {
    await place.collection.announce({
      type: 'responses.message.released.v1',
      data: {
        organisationId: 'southwark',
        messageId: crypto.randomUUID(),
        sealed: await place.sealContact({ text: 'canary-message' }),
      },
    });
    await place.settled(async () =>
      expect(
        (await act<{ messages: object[] }>('messages', 200, ['vs-lead-1', 'GET', '/v1/messages'])).messages,
      ).not.toEqual([]),
    );
    const { messages: waiting } = await act<{ messages: { messageId: string }[] }>('messages', 200, [
      'vs-lead-1',
      'GET',
      '/v1/messages',
    ]);
    await act('open a message', 200, post('vs-lead-1', `/v1/messages/${waiting[0]!.messageId}/open`));
  }

  let visitors = 0;
  const results = inTurn(['not-told-about', 'abuse', 'matched', 'not-verified']);
  /** Somebody comes by herself over the public page, and staff find out who she is. */
  async function ownRoute(): Promise<void> {
    const address = `${place.service.url}/nobody-asked-me`;
    const page = await fetch(address);
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!;
    visitors += 1;
    const sent = await fetch(address, {
      method: 'POST',
      headers: {
        cookie: page.headers.getSetCookie()[0]!.split(';')[0]!,
        'x-forwarded-for': `203.0.113.${visitors}`,
      },
      body: new URLSearchParams({ _csrf: token, firstName: 'Canary', telephone: `07700 97${1000 + visitors}` }),
    });
    expect(sent.status).toBe(200);
    const { entries } = await act<{ entries: { entryId: string; state: string }[] }>('own route', 200, [
      'caseworker-1',
      'GET',
      '/v1/own-route',
    ]);
    const entry = `/v1/own-route/${entries.find((e) => e.state === 'new')!.entryId}`;
    await act('own route open', 200, post('caseworker-1', `${entry}/open`));
    const [lost] = await place.rows<{ id: string }>(
      `select id from episodes where state = 'excluded' and exclusion = 'no-usable-contact' and first_invited_at is null
          and not exists (select 1 from episodes o where o.subject_key = episodes.subject_key and o.closed_at is null) limit 1`,
    );
    // There is not always somebody with whom a visitor can be matched: the first time there is, she is.
    const next = lost && !done.has('own route matched') ? 'matched' : results();
    const result = next === 'matched' && !lost ? 'not-verified' : next;
    if (result === 'not-told-about') {
      await act('not told, without a search', 409, post('caseworker-1', `${entry}/verify`, { result }));
      await act('own route search', 200, post('caseworker-1', `${entry}/search`, { search: 'May 2026' }));
    }
    if (result === 'matched' && lost) ledger.silence(lost.id, null);
    const how = result === 'matched' ? { result, episodeId: lost!.id, identity: 'known-to-us' } : { result };
    await act('own route not reached', 204, post('caseworker-1', `${entry}/not-reached`));
    await act(`own route ${result}`, 204, post('caseworker-1', `${entry}/verify`, how));
    if (result !== 'abuse') return;
    await act('own route reopened', 204, post('vs-lead-1', `${entry}/reopen`));
    await act('own route erased', 204, post('caseworker-1', `${entry}/erase`, { neverAgain: true }));
  }

  /** A letter that was taken comes back through the door: of two of hers the last, which is what is then recorded. */
  async function letterReturns(): Promise<void> {
    const [letter] = await place.rows<{ id: string; reference: string }>(
      `select e.id, m.id as reference from messages m join episodes e on e.id = m.episode_id
        where m.channel = 'letter' and m.status = 'accepted' and e.state = 'inviting'
        order by m.created_at desc, m.id desc limit 1`,
    );
    if (!letter) return;
    ledger.failed(letter.reference);
    await act(
      'letter returned',
      204,
      post('caseworker-1', `${of(letter.id)}/attempts`, { outcome: 'letter-returned' }),
    );
  }

  return {
    mistakes,
    asksAgain,
    messages,
    requests,
    declines,
    losesTelephone,
    pause,
    resume,
    settings,
    callBacks,
    ownRoute,
    letterReturns,
  };
}
