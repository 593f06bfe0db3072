import { setTimeout as pause } from 'node:timers/promises';
import type { AppName, Platform } from '@answerable/platform';
import { partProcess, readStackEnv, revive, strike } from '@answerable/stack';
import { Client } from 'pg';
import { type LivingPlatform, type Service, services } from '../living-platform.js';
import { Random } from '../random.js';
import type { Cable } from './cable.js';
import type { Disk } from './disk.js';

/** What a fault may lay hands on. */
export interface Reach {
  readonly platform: Platform;
  /** Each service's own way to PostgreSQL. */
  readonly cables: ReadonlyMap<AppName, Cable>;
  readonly providers: LivingPlatform['providers'];
  /** The instant at which the simulated world is. */
  readonly now: () => string;
}

type Strike = (service: Service, reach: Reach, random: Random) => Promise<void>;

const moment = (random: Random): Promise<void> => pause(random.between(200, 2500));

const setClock = async (reach: Reach, service: Service, shiftMinutes: number): Promise<void> => {
  const now = new Date(Date.parse(reach.now()) + shiftMinutes * 60_000).toISOString();
  await fetch(`${reach.platform.url(service)}/_test/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });
};

type Faults = Readonly<Record<string, Strike>>;

/** Faults that hurt this platform alone, by the name that is printed. Each has ended when its promise is fulfilled. */
export const serviceFaults: Faults = {
  'service killed': (service, { platform }) => platform.crash(service),
  'service told to end': async (service, { platform }) => {
    await platform.kill(service, 'SIGTERM');
    await platform.restart(service);
  },
  'service paused': async (service, { platform }, random) => {
    const pid = platform.pid(service)!;
    process.kill(pid, 'SIGSTOP');
    // Longer than a session of Kafka lasts: its partitions are given away, and it does not know.
    await pause(random.chance(0.3) ? 8000 : random.between(300, 3000));
    process.kill(pid, 'SIGCONT');
  },
  'all services killed at once': async (_, { platform }) => {
    await Promise.all(services.map((service) => platform.kill(service, 'SIGKILL')));
    await Promise.all(services.map((service) => platform.restart(service)));
  },
  'database cut off': async (service, { cables }, random) => {
    cables.get(service)!.cut();
    await moment(random);
    cables.get(service)!.mend();
  },
  'database silent': async (service, { cables }, random) => {
    cables.get(service)!.freeze();
    await moment(random);
    cables.get(service)!.mend();
  },
  'clock jumped': async (service, reach, random) => {
    await setClock(reach, service, random.pick([-45, -10, 10, 45]));
    await moment(random);
    await setClock(reach, service, 0);
  },
  // Everything of the last hour of machine time comes again, behind what is newer: repeated and out of order at once.
  'messages repeated': async (service, { platform }) => {
    await platform.kill(service, 'SIGTERM');
    await platform.command(service, 'consume-from', new Date(Date.now() - 3_600_000).toISOString());
    await platform.restart(service);
  },
};

/** Faults of the parts that every platform on this stack shares: only for a stack of one's own. */
export const partFaults: Faults = {
  'PostgreSQL killed': async (_service, _reach, random) => {
    strike('postgres', 'SIGKILL');
    await moment(random);
    await revive();
  },
  'Kafka killed': async (_service, _reach, random) => {
    strike('kafka', 'SIGKILL');
    await moment(random);
    await revive();
  },
  'Kafka paused': async (_service, _reach, random) => {
    strike('kafka', 'SIGSTOP');
    await moment(random);
    strike('kafka', 'SIGCONT');
  },
  'Keycloak paused': async (_service, _reach, random) => {
    strike('keycloak', 'SIGSTOP');
    await moment(random);
    strike('keycloak', 'SIGCONT');
  },
  'Keycloak killed': async (_service, _reach, random) => {
    strike('keycloak', 'SIGKILL');
    await moment(random);
    await revive();
  },
};

const some = <T>(random: Random, trouble: T): T[] => Array.from({ length: random.between(1, 3) }, () => trouble);

/** Faults of those who carry messages: the next one to three meet it, whenever they leave. */
export const providerFaults: Faults = {
  'mail server refuses': async (_, { providers }, random) =>
    providers.mailbox.troubles.add(...some(random, 'refused' as const)),
  'mail server hangs': async (_, { providers }, random) =>
    providers.mailbox.troubles.add(...some(random, 'hanging' as const)),
  'Notify answers 500': async (_, { providers }, random) =>
    providers.post.troubles.add(...some(random, { kind: 'error', status: 500 } as const)),
  'Notify has had too many': async (_, { providers }) =>
    providers.post.troubles.add({ kind: 'limit', error: 'RateLimitError' }),
  'Notify hangs': async (_, { providers }) => providers.post.troubles.add({ kind: 'hang' }),
  'Notify takes it and breaks off': async (_, { providers }, random) =>
    providers.post.troubles.add(...some(random, { kind: 'accept-and-break' } as const)),
  'Notify takes it and hangs': async (_, { providers }) => providers.post.troubles.add({ kind: 'accept-and-hang' }),
  'text taken, then not delivered': async (_, { providers }) => providers.post.undelivered.add(true),
};

/** The disk on which PostgreSQL and Kafka keep everything is full for a while; both are then started again. */
export const diskFaults = (disk: Disk): Faults => ({
  'disk full': async (_service, _reach, random) => {
    disk.fill();
    try {
      await meetTheEnd();
      await moment(random);
    } finally {
      disk.free();
    }
    // A broker whose directory failed serves nothing from it any more, and either part ends in its own time: both are started again at once.
    for (const part of ['postgres', 'kafka'] as const) if (partProcess(part) !== undefined) strike(part, 'SIGKILL');
    await revive();
  },
});

/**
 * Writes until PostgreSQL has no room: first a table, which it refuses, then the write-ahead log to the end of what was laid out
 * before, at which it stops as a whole. Throws where the disk was not full.
 */
async function meetTheEnd(): Promise<void> {
  const client = new Client({ connectionString: readStackEnv().postgres.adminUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const table = 'create table too_much as select n, repeat(n::text, 100) from generate_series(1, 100000) n';
    const refused = await client.query(table).then(
      () => undefined,
      ({ code }: { code?: string }) => code,
    );
    if (refused === undefined) throw new Error('the disk was to be full, and PostgreSQL found room');
    for (let segment = 0; segment < 200; segment++)
      await client
        .query(`select pg_logical_emit_message(true, 'chaos', 'full'), pg_switch_wal()`)
        .catch(() => (segment = 200));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Which fault strikes whom, in the order in which moments come: the same for the same seed. */
export class Chaos {
  readonly struck: { readonly at: string; readonly fault: string; readonly service: Service }[] = [];
  private readonly random: Random;
  /** Every kind comes round before one comes twice. */
  private round: string[] = [];

  constructor(
    seed: number,
    private readonly faults: Faults,
    private readonly onFault: (line: string) => void = () => {},
  ) {
    this.random = new Random(seed);
  }

  /** One fault, or two at once; done when all that was hurt answers again. */
  async strike(at: string, reach: Reach): Promise<void> {
    const count = this.random.chance(0.25) ? 2 : 1;
    for (let n = 0; n < count; n++) {
      if (this.round.length === 0) this.round = Object.keys(this.faults);
      const [fault] = this.round.splice(this.random.between(0, this.round.length - 1), 1) as [string];
      const service = this.random.pick(services);
      this.onFault(`${at}: ${fault} (${service})`);
      await this.faults[fault]!(service, reach, this.random);
      this.struck.push({ at, fault, service });
    }
    await Promise.all(services.map((service) => reach.platform.ready(service)));
  }
}
