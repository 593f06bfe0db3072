import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HeldPorts, holdIfFree, holdPorts, type Ports } from './ports.js';

describe('ports', () => {
  const held: HeldPorts[] = [];
  const hold = async (env: NodeJS.ProcessEnv = {}): Promise<Ports> => {
    const one = await holdPorts(env);
    held.push(one);
    return one.ports;
  };
  const letGo = () => Promise.all(held.splice(0).map((one) => one.letGo()));
  afterEach(letGo);

  it('move as a block when another checkout holds one of them', async () => {
    const free = await hold();
    await letGo();
    const other = createServer().listen(free.kafka, '127.0.0.1');
    await once(other, 'listening');
    const chosen = await hold();
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

  it('are given once, also to checkouts that start at the same moment and have not taken them yet', async () => {
    const chosen = await Promise.all(Array.from({ length: 5 }, () => hold()));
    expect(new Set(chosen.flatMap((ports) => Object.values(ports))).size).toBe(20);
    expect(await holdIfFree(chosen[0]!), 'those of its last start neither').toBeUndefined();
  });

  it('are there for others again once they were let go', async () => {
    const ports = await hold();
    await letGo();
    const again = await holdIfFree(ports);
    expect(again?.ports).toEqual(ports);
    await again!.letGo();
  });

  it('named in the environment are kept', async () => {
    // Below those that the system gives to connections: one of them might have it at this moment.
    expect(await hold({ KEYCLOAK_PORT: '19482' })).toMatchObject({ keycloak: 19482 });
  });
});
