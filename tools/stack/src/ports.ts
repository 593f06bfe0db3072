import { createServer } from 'node:net';

export interface Ports {
  readonly postgres: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly keycloak: number;
}

const first: Ports = { postgres: 15432, kafka: 9392, kafkaController: 9393, keycloak: 8380 };
const blockSize = 10;

/**
 * The first block of ports that is free as a whole, so that two checkouts run side by side. POSTGRES_PORT, KAFKA_PORT,
 * KAFKA_CONTROLLER_PORT and KEYCLOAK_PORT fix single ones.
 */
export async function choosePorts(env: NodeJS.ProcessEnv = process.env): Promise<Ports> {
  const fixed = (name: string): number | undefined => (env[name] ? Number(env[name]) : undefined);
  for (let block = 0; block < 50; block++) {
    const shift = block * blockSize;
    const ports: Ports = {
      postgres: fixed('POSTGRES_PORT') ?? first.postgres + shift,
      kafka: fixed('KAFKA_PORT') ?? first.kafka + shift,
      kafkaController: fixed('KAFKA_CONTROLLER_PORT') ?? first.kafkaController + shift,
      keycloak: fixed('KEYCLOAK_PORT') ?? first.keycloak + shift,
    };
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(
    'no block of free ports was found; set POSTGRES_PORT, KAFKA_PORT, KAFKA_CONTROLLER_PORT and KEYCLOAK_PORT',
  );
}

/** On every address of the machine, as a service listens. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
