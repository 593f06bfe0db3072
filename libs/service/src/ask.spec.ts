import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { ask } from './ask.js';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test.for([301, 302, 303, 307, 308])(
  'an answer %i that leads elsewhere is refused, and nobody is asked there',
  async (status) => {
    const reached: string[] = [];
    const within = await serve((request, response) => {
      reached.push(request.url!);
      response.end('what only we reach');
    });
    const outside = await serve((_, response) => void response.writeHead(status, { location: within }).end());
    for (const method of ['GET', 'POST']) await expect(ask(outside, { method, timeoutMs: 5000 })).rejects.toThrow();
    expect(reached).toEqual([]);
    expect(await (await ask(within, { timeoutMs: 5000 })).text()).toBe('what only we reach');
  },
);

test('whoever takes the question and says nothing is left when the time is over', async () => {
  const silent = await serve(() => {});
  await expect(ask(silent, { timeoutMs: 20 })).rejects.toMatchObject({ name: 'TimeoutError' });
});
