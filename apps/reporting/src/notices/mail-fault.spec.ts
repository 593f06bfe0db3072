import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { expect, it } from 'vitest';
import { mailFault } from './mail-fault.js';

it('a mail server that refuses an office is logged by its codes, and not whom it refused', async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(Object.assign(new Error(`no such office: ${address}`), { responseCode: 550 })),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mail = createTransport(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  const refused = await mail
    .sendMail({ from: 'reports@victim-support.example', to: 'office@mp.example', text: 'x' })
    .catch((error: unknown) => error);
  mail.close();
  await new Promise<void>((resolve) => server.close(resolve));
  // The server's words name the office; so does what nodemailer throws.
  expect(JSON.stringify([(refused as Error).message, refused])).toContain('office@mp.example');
  expect(mailFault(refused)).toEqual({ code: 'EENVELOPE', command: 'RCPT TO', answered: 550 });
});
