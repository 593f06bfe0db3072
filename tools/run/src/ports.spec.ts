import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { appPorts, chooseAppPorts } from './ports.js';

let other: Server | undefined;
afterEach(() => void other?.close());
const takes = async (port: number): Promise<void> => {
  other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
};

test('all six move on where one of them is taken, and it is said which', async () => {
  const { ports: before } = await chooseAppPorts({});
  await takes(before['case-intake']);
  const { ports, taken } = await chooseAppPorts({});
  expect(ports['portal-staff'] - before['portal-staff']).toBeGreaterThan(0);
  expect(Object.values(ports)).toEqual(Array.from({ length: 6 }, (_, n) => ports['portal-staff'] + n));
  expect(taken).toBeGreaterThanOrEqual(4100);
  expect(taken).toBeLessThanOrEqual(before['case-intake']);
});

test('those that were asked for are taken or refused by name, never others', async () => {
  const { ports } = await chooseAppPorts({});
  const env = { ANSWERABLE_PORT: String(ports['portal-staff']) };
  expect((await chooseAppPorts(env)).ports).toEqual(ports);
  await takes(ports.reporting);
  await expect(chooseAppPorts(env)).rejects.toThrow(
    `Port ${ports.reporting} is taken. Set ANSWERABLE_PORT to the first of six free ports in a row.`,
  );
});

test.each(['x', '0', '65531', '41.5'])('%s is no first port', (port) => {
  expect(() => appPorts({ ANSWERABLE_PORT: port })).toThrow('ANSWERABLE_PORT is the first of six ports in a row');
});
