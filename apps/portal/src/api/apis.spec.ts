import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@answerable/service';
import { afterEach, expect, test } from 'vitest';
import type { PortalConfig } from '../config.js';
import { Apis } from './apis.js';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** An API whose first connection breaks before an answer, as one does that is replaced. */
async function breaking(): Promise<{ apis: Apis; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(request.method!);
    if (asked.length === 1) return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = { CASE_INTAKE_URL: url, REPORTING_URL: url } as PortalConfig;
  return { apis: new Apis(config, createLogger('portal', 'silent')), asked };
}

test('a page is not lost with a connection that ends: what only reads is asked again', async () => {
  const { apis, asked } = await breaking();
  expect((await apis.fetch(null, 'reporting', 'publicChain')).status).toBe(200);
  expect(asked).toEqual(['GET', 'GET']);
});

test('what changes something is never sent twice', async () => {
  const { apis, asked } = await breaking();
  const sent = apis.call(null, 'case-intake', 'signControlTotals', { body: {} });
  await expect(sent).rejects.toMatchObject({ code: 'api-not-answering' });
  expect(asked).toEqual(['POST']);
});
