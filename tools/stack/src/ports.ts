import { createServer, type Server } from 'node:net';

export interface Ports {
  readonly postgres: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly keycloak: number;
}

/** Ports that no other start is given before `letGo`: by then the parts themselves hold them, or they are not wanted. */
export interface HeldPorts {
  readonly ports: Ports;
  readonly letGo: () => Promise<void>;
}

const first: Ports = { postgres: 15432, kafka: 9392, kafkaController: 9393, keycloak: 8380 };
const blockSize = 10;

/**
 * The first block of ports that is free as a whole, so that two checkouts run side by side, also when they start in the same second.
 * POSTGRES_PORT, KAFKA_PORT, KAFKA_CONTROLLER_PORT and KEYCLOAK_PORT fix single ones.
 */
export async function holdPorts(env: NodeJS.ProcessEnv = process.env): Promise<HeldPorts> {
  const fixed = (name: string): number | undefined => (env[name] ? Number(env[name]) : undefined);
  for (let block = 0; block < 50; block++) {
    const shift = block * blockSize;
    const held = await holdIfFree({
      postgres: fixed('POSTGRES_PORT') ?? first.postgres + shift,
      kafka: fixed('KAFKA_PORT') ?? first.kafka + shift,
      kafkaController: fixed('KAFKA_CONTROLLER_PORT') ?? first.kafkaController + shift,
      keycloak: fixed('KEYCLOAK_PORT') ?? first.keycloak + shift,
    });
    if (held) return held;
  }
  throw new Error(
    'no block of free ports was found; set POSTGRES_PORT, KAFKA_PORT, KAFKA_CONTROLLER_PORT and KEYCLOAK_PORT',
  );
}

/**
 * Between the question whether a port is free and the part that takes it lie seconds. Whoever holds the port behind PostgreSQL's has
 * the block meanwhile: the system gives it to one process, and takes it back from a killed one.
 */
export async function holdIfFree(ports: Ports): Promise<HeldPorts | undefined> {
  const guard = await listenOn(ports.postgres + 1);
  if (!guard) return undefined;
  const letGo = (): Promise<void> => closed(guard);
  const free = await Promise.all(Object.values(ports).map(isFree));
  if (free.every(Boolean)) return { ports, letGo };
  await letGo();
  return undefined;
}

/** On every address of the machine, as a service listens. */
export async function isFree(port: number): Promise<boolean> {
  const server = await listenOn(port);
  if (server) await closed(server);
  return server !== undefined;
}

function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    // A start that fails must be able to end.
    server.unref().listen(port, () => resolve(server));
  });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
