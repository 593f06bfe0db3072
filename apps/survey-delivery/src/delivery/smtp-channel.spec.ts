import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { SmtpChannel } from './smtp-channel.js';

/** What this mail server says to each command; `null`: it drops the line. `sent` counts the texts it read to their end. */
interface Script {
  greeting?: string | null;
  MAIL?: string | null;
  RCPT?: string | null;
  DATA?: string | null;
  text?: string | null;
}
let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

async function mailServer(script: Script) {
  const kept = { url: '', sent: 0 };
  const answers: Required<Script> = {
    greeting: '220 x',
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go',
    text: '250 ok',
    ...script,
  };
  const say = (socket: Socket, line: string | null) => (line === null ? socket.destroy() : socket.write(`${line}\r\n`));
  server = createServer((socket) => {
    let inText = false;
    let held = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      held += chunk.toString();
      for (;;) {
        const end = held.indexOf(inText ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = held.slice(0, end);
        held = held.slice(end + (inText ? 5 : 2));
        if (inText) {
          inText = false;
          kept.sent += 1;
          say(socket, answers.text);
        } else {
          const command = line.slice(0, 4).toUpperCase();
          inText = command === 'DATA' && (answers.DATA ?? '').startsWith('354');
          say(
            socket,
            command in answers ? answers[command as keyof Script]! : command === 'QUIT' ? '221 bye' : '250 ok',
          );
        }
      }
    });
    say(socket, answers.greeting);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  kept.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return kept;
}
const reference = 'fd7e1c5c-6d2a-4c55-9d0e-2f3b1a2c3d4e';
const send = (url: string, address = 'ana@canary.example') =>
  new SmtpChannel(url, 'hello@answerable.example', 'answerable.example').send({
    reference,
    to: { kind: 'email', address },
    subject: 'Hello',
    body: 'A few lines.',
  });

test.each<[string, Script, object]>([
  ['takes it', {}, { kind: 'accepted' }],
  ['drops the line before it greets', { greeting: null }, { kind: 'later', afterSeconds: 60 }],
  ['drops the line at the sender', { MAIL: null }, { kind: 'later', afterSeconds: 60 }],
  ['drops the line when the text is announced', { DATA: null }, { kind: 'later', afterSeconds: 60 }],
  ['has the text and drops the line', { text: null }, { kind: 'unknown' }],
  ['asks us to come back', { RCPT: '451 greylisted' }, { kind: 'later', afterSeconds: 900 }],
  ['has no room for the text just now', { text: '452 full' }, { kind: 'later', afterSeconds: 900 }],
  ['does not know the mailbox', { RCPT: '550 no such mailbox' }, { kind: 'refused' }],
  ['does not want this text', { text: '554 no' }, { kind: 'refused' }],
  ['does not want us', { greeting: '554 not you' }, { kind: 'wrongly-set-up' }],
  ['does not want our sender', { MAIL: '550 not from here' }, { kind: 'wrongly-set-up' }],
])('a mail server that %s: what follows depends on whether the text may have left', async (_, script, result) => {
  expect(await send((await mailServer(script)).url)).toMatchObject(result);
});

test('where no mail server listens nothing has left, and it is tried again', async () => {
  const { url } = await mailServer({});
  await new Promise<void>((resolve) => server!.close(() => resolve()));
  server = undefined;
  expect(await send(url)).toMatchObject({ kind: 'later', afterSeconds: 60 });
});

test('an address that is none is refused, not tried for ever', async () => {
  expect(await send((await mailServer({})).url, '')).toMatchObject({ kind: 'refused' });
});
