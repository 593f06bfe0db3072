import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleClosure } from '@answerable/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closed, send, startIntake, type Intake } from './intake.js';

/** A case system is one of forty-three, run by others: nothing that it sends makes us ask anybody anything. */
let intake: Intake;
const reached: string[] = [];
const canary = createServer((request, response) => {
  reached.push(request.url!);
  response.end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  intake = await startIntake();
  await intake.setClock('2026-05-21T12:00:00Z');
});
afterAll(async () => {
  await intake.stop();
  canary.close();
});

it('no address in an event, in its envelope or in the seal of a contact is asked', async () => {
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/reached`;
  const [, ...parts] = (await intake.seal()).split('.');
  const header = (named: object) => Buffer.from(JSON.stringify({ alg: 'ECDH-ES', ...named })).toString('base64url');
  const sealedWith = (named: object) => [header(named), ...parts].join('.');
  const contacts = [{ jku: address }, { x5u: address, kid: 'theirs' }, { kid: address }].map(sealedWith);
  const everywhere = Object.fromEntries(
    Object.entries(exampleClosure).map(([name, value]) => [name, typeof value === 'string' ? address : value]),
  );
  const events = [
    { ...closed('X-1', { sequence: 1 }), dataschema: address },
    { ...closed('X-2', { sequence: 2 }), subject: address, dataref: address, traceparent: address },
    closed('X-3', { sequence: 3, source: address }),
    closed('X-4', { sequence: 4 }, everywhere),
    closed(address, { sequence: 5, id: address }),
    ...contacts.map((contact, at) => closed(`X-${at + 6}`, { sequence: at + 6 }, { contact })),
  ];
  for (const event of events) expect((await send(intake, event)).status).toBeLessThan(500);
  expect(reached).toEqual([]);
});
