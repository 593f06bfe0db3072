import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { VaultKeySet } from '@answerable/contracts';
import type { AppName, Platform } from '@answerable/platform';
import { Clocks, factsOf, imagine, londonInstant } from '@answerable/simulate';
import { tokenFor } from '@answerable/stack';
import { CompactEncrypt, importJWK } from 'jose';
import { Client } from 'pg';
import type { Figure, Say } from './figure.js';
import { cpuAtRest, watchCpu, watchMemory } from './processes.js';

export const intakeApps = ['case-intake', 'survey-delivery'] as const satisfies readonly AppName[];

/** Everything the stream leads to is looked at this often. */
const LOOK_MS = 1000;
const LIMIT_MS = 1_800_000;

/**
 * Closures by HTTP as one NDJSON stream, contacts encrypted by the sender beforehand, until every episode is scheduled and
 * nothing is left in any queue.
 */
export async function intakeBench(platform: Platform, closures: number, say: Say): Promise<Figure[]> {
  const clocks = new Clocks(Object.fromEntries(intakeApps.map((app) => [app, platform.url(app)])));
  await clocks.set(londonInstant('2026-06-15', 10));
  await clocks.rest();
  const folder = await mkdtemp(join(tmpdir(), 'answerable-bench-'));
  const queues = await Queues.open(platform);
  try {
    const file = join(folder, 'closures.ndjson');
    await pipeline(events(platform, closures, say), createWriteStream(file));
    const atRest = await cpuAtRest(platform, intakeApps);
    const stopWatching = watchMemory(platform, intakeApps);
    const cpuSpent = watchCpu(platform, intakeApps);
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    const sent = sendFile(platform, file).then((summary) => {
      const edge = seconds();
      say(`received after ${edge.toFixed(1)} s: ${summary}`);
      return edge;
    });
    await drained(queues, { sent, closures }, (line) => say(`${seconds().toFixed(0)} s: ${line}`));
    const edge = await sent;
    const total = seconds();
    const memory = stopWatching();
    const cpu = Object.entries(cpuSpent()).map(([name, ms]) => ({
      name,
      each: (ms - atRest[name]! * total) / closures,
    }));
    const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
    const [inAll, resting] = [sum(cpu.map(({ each }) => each)), sum(Object.values(atRest))];
    const shares = cpu.map(({ name, each }) => `${name} ${each.toFixed(3)}`).join(', ');
    await clocks.rest(600_000);
    return [
      {
        what: `closures a second, HTTP to scheduled episode, drained, over ${closures}`,
        value: closures / total,
        unit: '/s',
        budget: { atLeast: 3000 },
        ratio: `the HTTP edge alone took ${(closures / edge).toFixed(0)} /s; processor time a closure ${inAll.toFixed(2)} ms (${shares}), beside the ${resting.toFixed(0)} ms a second that they take at rest: two cores can give it ${((2000 - resting) / inAll).toFixed(0)} times a second`,
      },
      ...Object.entries(memory).flatMap(([app, { highest, growth }]) => [
        { what: `memory under load, ${app}`, value: highest, unit: 'MB', budget: { atMost: 300 } },
        {
          what: `memory of the last third of the load beside the middle third, ${app}`,
          value: growth,
          unit: 'of it',
          budget: { atMost: 1.2 },
        },
      ]),
    ];
  } finally {
    await queues.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function sendFile(platform: Platform, file: string): Promise<string> {
  const answer = await fetch(`${platform.url('case-intake')}/v1/case-events?receipts=rejected`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenFor('publisher-01')}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(createReadStream(file, { highWaterMark: 256_000 })),
    duplex: 'half',
  } as RequestInit);
  return (await answer.text()).trim().split('\n').at(-1)!;
}

/** How far closures have come, straight from the tables: asking the services whether they rest would make them look for work. */
class Queues {
  private constructor(
    private readonly intake: Client,
    private readonly delivery: Client,
  ) {}

  static async open(platform: Platform): Promise<Queues> {
    const [intake, delivery] = intakeApps.map(
      (app) => new Client({ connectionString: platform.databaseUrl(app, 'owner') }),
    ) as [Client, Client];
    await Promise.all([intake.connect(), delivery.connect()]);
    return new Queues(intake, delivery);
  }

  /**
   * By the server's own statistics, which are seconds late: to count growing tables again and again would be part of the load. Once all
   * is sent, `exactly`.
   */
  async look(exactly: boolean): Promise<Record<'registered' | 'delivered', number> & { rest: boolean }> {
    const [intake, delivery] = await Promise.all([
      this.intake.query(`select ${written('cases')} as registered, not exists (select from outbox) as empty`),
      this.delivery
        .query(`select ${exactly ? '(select count(*)::int from closures)' : written('closures')} as delivered,
                                  not exists (select from episodes where state = 'opening') as opened,
                                  not exists (select from outbox) as empty`),
    ]);
    const [{ empty, ...own }, { opened, empty: alsoEmpty, delivered }] = [intake.rows[0], delivery.rows[0]];
    return { ...own, delivered, rest: empty && opened && alsoEmpty };
  }

  async close(): Promise<void> {
    await Promise.all([this.intake.end(), this.delivery.end()]);
  }
}

const written = (tables: string): string =>
  `(select coalesce(sum(n_tup_ins), 0)::int from pg_stat_user_tables where relname like '${tables}')`;

async function drained(
  queues: Queues,
  { sent, closures }: { sent: Promise<unknown>; closures: number },
  say: Say,
): Promise<void> {
  let all = false;
  const ended = sent.then(() => (all = true));
  for (const until = performance.now() + LIMIT_MS; performance.now() < until;) {
    await Promise.race([pause(LOOK_MS), ...(all ? [] : [ended])]);
    const { registered, delivered, rest } = await queues.look(all);
    say(`registered ${registered}, opened and planned by survey delivery ${delivered}`);
    if (all && delivered >= closures && rest) return;
  }
  throw new Error('the closures were not drained');
}

async function* events(platform: Platform, closures: number, say: Say): AsyncGenerator<string> {
  const { keys } = (await (await fetch(`${platform.url('case-intake')}/v1/keys`)).json()) as VaultKeySet;
  const key = await importJWK(keys[0]!, 'ECDH-ES');
  const lives = imagine({ seed: 7, from: '2026-05', to: '2026-05', closuresAMonth: [closures, closures] });
  for (const [index, life] of lives.entries()) {
    if (index % 25_000 === 0) say(`encrypting contacts beforehand: ${index} of ${closures}`);
    const block = {
      name: { first: life.person.firstName },
      telephones: [{ number: `+4477009${String(index % 100_000).padStart(5, '0')}` }],
      dateOfBirth: life.person.dateOfBirth,
    };
    const contact = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(block)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: keys[0]!.kid })
      .encrypt(key);
    const event = {
      specversion: '1.0',
      id: `bench-${index}`,
      source: '/forces/01/systems/bench',
      type: 'police.case.closed.v1',
      time: londonInstant('2026-06-15', 9),
      sequence: index + 1,
      caseversion: 1,
      data: {
        ...factsOf(life),
        closedOn: life.closedOn,
        outcomeCode: life.outcomeCode,
        decisionMaker: 'police',
        supervisorAuthorised: true,
        policeReferral: 'given',
        contact,
      },
    };
    yield `${JSON.stringify(event)}\n`;
  }
}
