import { isFree } from '../ports.js';

const FIRST = 20_000;
const COUNT = 10_000;

/**
 * A port for a process that is started next. It lies below those that systems give to outgoing connections: one of these would take
 * it between the question and the start.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${FIRST} to ${FIRST + COUNT} is free`);
}
