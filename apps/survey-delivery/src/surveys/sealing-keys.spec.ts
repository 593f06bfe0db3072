import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mixingKid } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { SealingKeys } from './sealing-keys.js';

test('while the keys of another service are not to be had, whoever needs one is told to come again; then they are', async () => {
  const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const set = { keys: [{ ...(await exportJWK(publicKey)), kid: mixingKid('2026-07') }] };
  let answer: { status: number; body: unknown } = { status: 502, body: {} };
  const server = createServer((_, response) => response.writeHead(answer.status).end(JSON.stringify(answer.body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const later = { code: 'try-again', status: 503 };
  const clock = new Clock();
  try {
    await expect(new SealingKeys(url, 'http://127.0.0.1:9', clock).current()).rejects.toMatchObject(later);
    const keys = new SealingKeys(url, url, clock);
    await expect(keys.current()).rejects.toMatchObject(later);
    answer = { status: 200, body: { keys: [] } };
    await expect(keys.current()).rejects.toMatchObject(later);
    answer = { status: 200, body: set };
    expect([...(await keys.current()).mixing.keys()]).toEqual([mixingKid('2026-07')]);
  } finally {
    server.close();
  }
});
