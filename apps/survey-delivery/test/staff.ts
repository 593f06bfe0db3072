import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContactBlock, WorkTask } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { expect } from 'vitest';
import { closure, contact, recorded, type Workplace } from './workplace.js';

export interface Answer<T> {
  status: number;
  body: T;
}

/** What staff do over HTTP, each with a token of her own. */
export async function call<T = { code?: string; detail?: string } | null>(
  place: Workplace,
  who: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer<T>> {
  const response = await fetch(place.service.url + path, {
    method,
    headers: { authorization: `Bearer ${await tokenFor(who)}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}

export const unitOf = (name: string) => `Unit of ${name}`;

/** A telephone of her own, on which she may be rung. */
export const herTelephone = (number: string): ContactBlock['telephones'][number] => ({
  number,
  belongsTo: 'her',
  safe: 'safe',
  textSafe: 'unknown',
  voicemailSafe: 'unsafe',
  shared: false,
  times: [],
});

let numbers = 600;
/** Somebody the police gave a telephone number of; `over` says what else of the contact, and when her case ended. */
export async function announceHer(
  place: Workplace,
  name: string,
  over: Partial<ContactBlock> = {},
  state: Parameters<typeof closure>[1] = {},
): Promise<void> {
  const telephones = [herTelephone(`07700 900${numbers++}`)];
  const today = place.today();
  const sealed = await place.sealContact(contact(name, today, { telephones, ...over }));
  await place.intake.announce(recorded(closure(name, { unit: unitOf(name), contact: sealed, ...state })));
}

/** Her task, once it is on the worklist. */
export const taskOf = (place: Workplace, name: string): Promise<WorkTask> =>
  eventually(async () => {
    const path = `/v1/worklist?search=${encodeURIComponent(unitOf(name))}`;
    const [task] = (await call<{ tasks: WorkTask[] }>(place, 'caseworker-1', 'GET', path)).body.tasks;
    expect(task, `a task for ${name}`).toBeDefined();
    return task!;
  });

/** Where her episode stands. */
export const stateOf = async (place: Workplace, name: string) =>
  (
    await place.rows<{ id: string; state: string; due_at: Date | null; held_reason: string | null }>(
      `select e.id, e.state, e.due_at, e.held_reason from episodes e join closures c on c.episode_id = e.id where c.unit = $1`,
      [unitOf(name)],
    )
  )[0]!;

/** The police are heard on that day, so that nothing waits for them; then it is that moment. */
export async function hearPoliceAt(place: Workplace, now: string): Promise<void> {
  const day = now.slice(0, 10);
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: day },
  });
  await place.settled(async () =>
    expect(await place.rows('select 1 from sources where last_heard_on = $1', [day])).toHaveLength(1),
  );
  place.setClock(now);
  await place.settled();
}

/** A telephone system that dials whatever it is given, and keeps it. */
export async function startTelephony() {
  const dialled: { to: string; reference: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      dialled.push(JSON.parse(text));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dialled,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
