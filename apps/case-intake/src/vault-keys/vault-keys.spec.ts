import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@answerable/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Config } from '../config.js';
import { VaultKeys } from './vault-keys.js';

const { x } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
const keys = [{ kty: 'OKP', crv: 'X25519', x, kid: 'vault-2026-06-1', use: 'enc', alg: 'ECDH-ES' }];
let isUp = false;
let asked = 0;
const vault = createServer((_request, response) => {
  asked += 1;
  response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
});
beforeAll(() => once(vault.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => void vault.close());

test('a vault that was not up yet is asked at the next request, and not after a pause; what it says holds for seconds', async () => {
  const config = { VAULT_KEYS_URL: `http://127.0.0.1:${(vault.address() as AddressInfo).port}/` } as Config;
  const known = new VaultKeys(config, createLogger('case-intake', 'silent'));
  await expect(known.current()).rejects.toMatchObject({ code: 'keys-unavailable' });
  isUp = true;
  expect(await known.current()).toEqual({ keys });
  await known.current();
  expect(asked).toBe(2);
});
