import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { choosePorts } from './ports.js';

describe('ports', () => {
  it('move as a block when another checkout holds one of them', async () => {
    const free = await choosePorts({});
    const other = createServer().listen(free.kafka, '127.0.0.1');
    await once(other, 'listening');
    const chosen = await choosePorts({});
    other.close();
    const shift = chosen.postgres - free.postgres;
    expect(shift).toBeGreaterThan(0);
    expect(chosen).toEqual({
      postgres: free.postgres + shift,
      kafka: free.kafka + shift,
      kafkaController: free.kafkaController + shift,
      keycloak: free.keycloak + shift,
    });
  });

  it('named in the environment are kept', async () => {
    expect(await choosePorts({ KEYCLOAK_PORT: '39482' })).toMatchObject({ keycloak: 39482 });
  });
});
