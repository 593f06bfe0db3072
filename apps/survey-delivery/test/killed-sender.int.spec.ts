import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { eventually, freePort } from '@answerable/stack';
import { afterAll, expect, test } from 'vitest';
import { startNotify } from './notify.js';
import { agreeWith, closure, contact, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const now = '2026-07-14T10:00:00Z';

/** The built service as a process of its own: one that is killed must be. Gives its address once it answers. */
async function spawnService(place: Workplace): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const file = join(packageRoot(import.meta.url), 'dist/programs/main.js');
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...place.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  closing.push(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const live = async () => expect((await fetch(`${url}/health/live`)).status).toBe(200);
  await eventually(live, { timeoutMs: 60_000 });
  await fetch(`${url}/_test/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });
  return { child, url };
}

const inviteAt = (name: string, over: object) => ({ ...contact(name, '2026-07-01'), ...over });

test('a sender killed between the provider’s call and its own commit sends no second text', async () => {
  const { notify, env } = await startNotify(() => 'http://127.0.0.1:9');
  closing.push(() => notify.close());
  const place = await openWorkplace({ now, env: { ...env, NOTIFY_TIMEOUT_MS: '60000', MESSAGE_LEASE_SECONDS: '1' } });
  closing.push(() => place.close());
  const block = inviteAt('ola', {
    emails: [],
    telephones: [{ number: '07700 900111', safe: 'safe', textSafe: 'safe' }],
  });
  await place.service.close();

  notify.troubles.push({ kind: 'accept-and-hang' });
  const first = await spawnService(place);
  const sealed = await place.sealContact(block, first.url);
  await place.intake.announce(
    recorded(closure('ola', { unit: 'Unit of ola', closedOn: '2026-06-20', contact: sealed })),
  );
  await agreeWith(first.url, 'Unit of ola', { textSafe: 'safe', telephoneSafe: 'safe' });
  await eventually(() => expect(notify.deliveries).toHaveLength(1));
  first.child.kill('SIGKILL');

  const second = await spawnService(place);
  await eventually(async () => {
    const metrics = await (await fetch(`${second.url}/metrics`)).text();
    expect(metrics).toMatch(/messages_total\{channel="sms",result="accepted"\} 1/);
  });
  expect(notify.deliveries).toHaveLength(1);
});

test('where the provider cannot be asked, as a mail server cannot, a cut-off e-mail counts as sent and is not repeated', async () => {
  const place = await openWorkplace({ now, env: { MESSAGE_LEASE_SECONDS: '1' } });
  closing.push(() => place.close());
  await place.service.close();

  place.mail.holdAnswers = true;
  const first = await spawnService(place);
  const sealed = await place.sealContact(contact('pia', '2026-07-01'), first.url);
  await place.intake.announce(
    recorded(closure('pia', { unit: 'Unit of pia', closedOn: '2026-06-20', contact: sealed })),
  );
  await agreeWith(first.url, 'Unit of pia', mailboxOf('pia'));
  await eventually(() => expect(place.mail.mails).toHaveLength(1));
  first.child.kill('SIGKILL');
  place.mail.holdAnswers = false;

  const second = await spawnService(place);
  await eventually(async () => {
    const metrics = await (await fetch(`${second.url}/metrics`)).text();
    expect(metrics).toMatch(/messages_total\{channel="email",result="unknown"\} 1/);
  });
  expect(place.mail.mails).toHaveLength(1);
});
