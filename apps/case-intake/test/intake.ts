import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  exampleClosure,
  sealing,
  type ContactBlockInput,
  type PoliceEventType,
  type Receipt,
} from '@answerable/contracts';
import { packageRoot, type RunningService } from '@answerable/service';
import {
  serviceEnvironment,
  testDatabase,
  testTopics,
  tokenFor,
  type TestDatabase,
  type TestTopics,
} from '@answerable/stack';
import { CompactEncrypt, exportJWK, generateKeyPair } from 'jose';
import { Pool } from 'pg';
import { configSchema } from '../src/config.js';
import { appendOnly, migrations } from '../src/migrations.js';
import { start } from '../src/start.js';

export interface Intake {
  readonly service: RunningService;
  readonly url: string;
  readonly topics: TestTopics;
  readonly query: <T>(sql: string, params?: unknown[]) => Promise<T[]>;
  readonly seal: (block?: ContactBlockInput) => Promise<string>;
  readonly renewVaultKey: () => Promise<void>;
  readonly setClock: (iso: string) => Promise<void>;
  readonly run: (job: string) => Promise<number>;
  /** Stops the service and starts another on the same database and topics. */
  readonly restart: () => Promise<void>;
  /** Stops the service for as long as the work takes. */
  readonly whileStopped: <T>(work: () => Promise<T>) => Promise<T>;
  /** Keeps a copy of the database, with the service stopped; what it returns puts that back. */
  readonly backUp: TestDatabase['backUp'];
  /** Runs an operator's command of the built service, to its end. */
  readonly command: (...args: string[]) => Promise<void>;
  readonly environment: Record<string, string>;
  readonly stop: () => Promise<void>;
}

/** A vault that only serves its public keys. */
async function vault() {
  const keyOf = async (kid: string) => {
    const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
    return { publicKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'enc', alg: 'ECDH-ES' } };
  };
  let current = await keyOf('vault-1');
  const server = createServer((_, response) => response.end(JSON.stringify({ keys: [current.jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/public/vault-keys`,
    seal: (block: ContactBlockInput = { name: { first: 'Ana' } }) =>
      new CompactEncrypt(Buffer.from(JSON.stringify(block)))
        .setProtectedHeader({ ...sealing, kid: current.jwk.kid })
        .encrypt(current.publicKey),
    /** From now on the vault has another key, and what was sealed to the one before can be opened by nobody. */
    renew: async () => void (current = await keyOf('vault-2')),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export async function startIntake(settings: Record<string, string> = {}): Promise<Intake> {
  const [database, topics, keys] = await Promise.all([
    testDatabase(migrations, 'case_intake', { appendOnly }) as Promise<TestDatabase>,
    testTopics(),
    vault(),
  ]);
  const environment = {
    ...serviceEnvironment('case-intake', database, topics),
    REFERENCE_KEYS: randomBytes(32).toString('base64'),
    VAULT_KEYS_URL: keys.url,
    ...settings,
  };
  const pool = new Pool({ connectionString: database.ownerUrl, max: 2 });
  // A backup and a restore cut its connections off.
  pool.on('error', () => undefined);
  let service = await start(configSchema.parse(environment));
  const post = (path: string, method: string, body: unknown) =>
    fetch(`${service.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    get service() {
      return service;
    },
    get url() {
      return service.url;
    },
    topics,
    environment,
    query: async (sql, params) => (await pool.query(sql, params)).rows,
    seal: keys.seal,
    renewVaultKey: keys.renew,
    setClock: async (iso) => void (await post('/_test/clock', 'PUT', { now: iso })),
    run: async (job) => ((await (await post('/_test/run', 'POST', { job })).json()) as { done: number }).done,
    restart: async () => {
      await service.close();
      service = await start(configSchema.parse(environment));
    },
    whileStopped: async (work) => {
      await service.close();
      const done = await work();
      service = await start(configSchema.parse(environment));
      return done;
    },
    backUp: database.backUp,
    command: async (...args) => {
      const main = join(packageRoot(import.meta.url), 'dist/programs/main.js');
      await promisify(execFile)(process.execPath, [main, ...args], { env: { ...process.env, ...environment } });
    },
    stop: async () => {
      await service.close();
      await keys.close();
      await pool.end();
      await database.drop();
      await topics.drop();
    },
  };
}

export interface EventOptions {
  readonly id?: string;
  readonly source?: string;
  readonly sequence: number;
  readonly caseversion?: number;
  readonly time?: string;
}

/** A CloudEvent of the force 01, as its case system would send it. */
export function policeEvent<D extends object>(type: PoliceEventType, data: D, options: EventOptions) {
  const { source = '/forces/01/systems/connect', sequence, caseversion = 1, time = '2026-05-20T10:00:00Z' } = options;
  const id = options.id ?? `${source.split('/')[2]}-${source.split('/')[4]}-${sequence}`;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    time,
    datacontenttype: 'application/json',
    sequence,
    caseversion,
    data,
  };
}

export function closed(
  reference: string,
  options: EventOptions,
  facts: Partial<Record<keyof typeof exampleClosure, unknown>> = {},
) {
  const data = { ...exampleClosure, caseReference: reference, victimPseudonym: `V-${reference}`, ...facts };
  return policeEvent('police.case.closed.v1', data, options);
}

export async function send(
  intake: Intake,
  body: unknown,
  { type = 'application/cloudevents+json', as = 'publisher-01', query = '' } = {},
): Promise<Response> {
  return fetch(`${intake.url}/v1/case-events${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenFor(as)}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export async function sendLines(
  intake: Intake,
  events: readonly unknown[],
  query = '',
): Promise<(Receipt | { summary: object })[]> {
  const body = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))).join('\n');
  const answer = await send(intake, body, { type: 'application/x-ndjson', query });
  const text = await answer.text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Receipt);
}

export async function get<T>(intake: Intake, path: string, as = 'data-officer-01'): Promise<T> {
  const answer = await fetch(`${intake.url}${path}`, { headers: { authorization: `Bearer ${await tokenFor(as)}` } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
