import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { KeyedHashes } from '../src/vault/keyed-hashes.js';
import { arrivalsAt } from './arrivals.js';
import { herTelephone } from './staff.js';
import { contact, openWorkplace, type Workplace } from './workplace.js';

/** What somebody outside learns, or reaches, by what he sends. */
const webhooks = { NOTIFY_WEBHOOK_TOKEN: 'notify-webhook-token', BOUNCE_WEBHOOK_TOKEN: 'bounce-webhook-token' };
let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace({ now: '2026-05-20T10:00:00Z', env: { TRUST_PROXY: '1', ...webhooks } });
}, 120_000);
afterAll(() => place?.close());

/** Statements with what they were given left out, keyed hashes and seals, in their order. */
async function workOf(work: () => Promise<unknown>): Promise<string[]> {
  const done: string[] = [];
  const query = Client.prototype.query;
  const spies = [
    vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
      const [first] = given as [string | { text: string }];
      done.push(typeof first === 'string' ? first : first.text);
      return query.apply(this, given as never) as never;
    }),
    ...(['telephone', 'email', 'refusal'] as const).map((name) => {
      const hash = KeyedHashes.prototype[name];
      return vi.spyOn(KeyedHashes.prototype, name).mockImplementation(function (this: KeyedHashes, value: string) {
        done.push(`hash of a ${name}`);
        return hash.call(this, value);
      });
    }),
  ];
  await work().finally(() => spies.forEach((spy) => spy.mockRestore()));
  // What runs beside a request works on other tables.
  return done.filter((one) => /own_route_entries|notes|^hash/.test(one));
}

test('the public page does the same work for the number of somebody who is asked, who refused, or of whom nothing is known', async () => {
  const { arrives, call, episodeIdOf } = arrivalsAt(() => place);
  const of = (name: string, number: string) =>
    arrives(name, contact(name, '2026-05-19', { emails: [], telephones: [herTelephone(number)] }));
  await of('asked', '07700 900601');
  await of('refused', '07700 900602');
  const refused = await call('caseworker-1', 'POST', `/v1/episodes/${await episodeIdOf('refused')}/decline`, {
    never: true,
  });
  expect(refused.status).toBeLessThan(300);
  await place.settled();

  const address = `${place.service.url}/nobody-asked-me`;
  const page = await fetch(address);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
  const send = async (telephone: string, from: string) => {
    const body = new URLSearchParams({ _csrf: token, firstName: 'Una', telephone });
    const answer = await fetch(address, { method: 'POST', headers: { cookie, 'x-forwarded-for': from }, body });
    expect(answer.status).toBe(200);
  };
  const works = [];
  for (const [at, number] of ['07700 900601', '07700 900602', '07700 900603'].entries())
    works.push(await workOf(() => send(number, `203.0.113.${at}`)));
  expect(works[0]!.length).toBeGreaterThanOrEqual(4);
  expect(works[1]).toEqual(works[0]);
  expect(works[2]).toEqual(works[0]);
});

test('no address in what providers tell us is asked', async () => {
  const reached: string[] = [];
  const canary = createServer((request, response) => {
    reached.push(request.url!);
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/reached`;
  const uuid = '0190a0a0-0000-7000-8000-000000000001';
  const tell = (path: string, token: string, body: object) =>
    fetch(`${place.service.url}/v1/webhooks/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        host: address.slice(7, -8),
        'x-forwarded-host': address.slice(7, -8),
        forwarded: `host=${address.slice(7, -8)}`,
        'x-original-url': address,
        referer: address,
      },
      body: JSON.stringify(body),
    });
  try {
    const answers = await Promise.all([
      tell('notify/receipts', webhooks.NOTIFY_WEBHOOK_TOKEN, {
        id: uuid,
        reference: address,
        to: address,
        status: 'delivered',
        created_at: address,
        notification_type: address,
        template_id: address,
        callback: address,
      }),
      tell('notify/replies', webhooks.NOTIFY_WEBHOOK_TOKEN, {
        id: uuid,
        source_number: address,
        destination_number: address,
        message: address,
      }),
      tell('email/bounces', webhooks.BOUNCE_WEBHOOK_TOKEN, { reference: uuid, kind: 'permanent' }),
      tell('email/replies', webhooks.BOUNCE_WEBHOOK_TOKEN, { reference: uuid, message: `STOP ${address}` }),
    ]);
    for (const { status } of answers) expect(status).toBeLessThan(500);
    await place.settled();
    expect(reached).toEqual([]);
  } finally {
    canary.close();
  }
});
