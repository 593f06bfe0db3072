import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import {
  events,
  mixingKid,
  type ClosureState,
  type ContactBlock,
  type EventData,
  type EventType,
  type SafeContactUpdate,
  type WorkTask,
} from '@answerable/contracts';
import {
  HandlesEvents,
  messagingMigrations,
  MessagingModule,
  Outbox,
  type MessagingOptions,
  type OutboxMessage,
  type ReceivedEvent,
} from '@answerable/messaging';
import { Database, PersistenceModule } from '@answerable/persistence';
import {
  bootstrap,
  Clock,
  DueWorks,
  IdleChecks,
  loadConfig,
  london,
  packageRoot,
  type RunningService,
} from '@answerable/service';
import {
  eventually,
  serviceEnvironment,
  testDatabase,
  testTopics,
  tokenFor,
  type TestDatabase,
  type TestTopics,
} from '@answerable/stack';
import { Controller, Module } from '@nestjs/common';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { configSchema } from '../src/config.js';
import { appendOnly, migrations } from '../src/migrations.js';
import { start } from '../src/start.js';
import { publicKeyOf, sealText } from '../src/vault/sealing.js';

const key32 = () => randomBytes(32).toString('base64url');

/**
 * A mail server that keeps what arrives. `refuse` names addresses it does not know; held answers come never; `breakOff` says
 * how many texts it takes and then breaks the connection off.
 */
async function startMailServer() {
  const mail = {
    url: '',
    mails: [] as ParsedMail[],
    refuse: new Set<string>(),
    holdAnswers: false,
    breakOff: 0,
    onMail: (_mail: ParsedMail): void => {},
    open: async (): Promise<void> => {},
    close: async (): Promise<void> => {},
  };
  const serve = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      closeTimeout: 100,
      onRcptTo: ({ address }, _session, done) =>
        done(mail.refuse.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : undefined),
      onData: (stream, session, done) => {
        const keep = async () => {
          const taken = await simpleParser(stream);
          mail.mails.push(taken);
          mail.onMail(taken);
          if (mail.breakOff > 0) {
            mail.breakOff -= 1;
            sockets.get(session.remotePort)?.destroy();
          } else if (!mail.holdAnswers) done();
        };
        void keep();
      },
    });
  const sockets = new Map<number | undefined, Socket>();
  let server = serve();
  const listen = (port: number) => {
    server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket));
    return new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  };
  await listen(0);
  const { port } = server.server.address() as AddressInfo;
  mail.url = `smtp://127.0.0.1:${port}`;
  mail.open = () => ((server = serve()), listen(port));
  mail.close = () => new Promise((resolve) => server.close(() => resolve()));
  return mail;
}

/**
 * Public key sets of reporting and of response-collection (one key under the name of every month from `now` on), and the
 * private key of both to look into bundles.
 */
async function startSealingKeys(now: string) {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const jwk: JWK = { ...(await exportJWK(pair.publicKey)), use: 'enc', alg: 'ECDH-ES' };
  const months = Array.from({ length: 24 }, (_, n) => london.addMonths(now.slice(0, 7), n));
  const kids: Record<string, string[]> = { '/reporting': ['reporting-test'], '/collection': months.map(mixingKid) };
  const server: Server = createServer((request, response) =>
    response
      .setHeader('Content-Type', 'application/json')
      .end(JSON.stringify({ keys: kids[request.url!]!.map((kid) => ({ ...jwk, kid })) })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    privateKey: pair.privateKey as CryptoKey,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

export interface Neighbour extends RunningService {
  announce: (...messages: OutboxMessage[]) => Promise<void>;
  heard: ReceivedEvent<unknown>[];
}

/** A service beside this one, with its own principal: announces what it may, and keeps what it hears. */
async function neighbour(
  service: MessagingOptions['service'],
  topics: TestTopics,
  url: string,
  hears: EventType[],
): Promise<Neighbour> {
  const heard: ReceivedEvent<unknown>[] = [];
  const controllers = hears.map((type) => {
    class Listener {
      async hear(run: ReceivedEvent<unknown>[]): Promise<void> {
        heard.push(...run);
      }
    }
    HandlesEvents(type)(
      Listener.prototype,
      'hear',
      Object.getOwnPropertyDescriptor(Listener.prototype, 'hear') as never,
    );
    Object.defineProperty(Listener.prototype, 'hear', { enumerable: false });
    return Controller()(Listener) ?? Listener;
  });
  const { username, password } = topics.user(service);
  const consumes = [...new Set(hears.map((type) => events[type].topic))];
  const others = (Object.keys(events) as EventType[]).filter(
    (type) => consumes.includes(events[type].topic) && !hears.includes(type),
  );
  @Module({
    imports: [
      PersistenceModule.forRoot({ url, name: service, migrations: messagingMigrations }),
      MessagingModule.forRoot({
        service,
        brokers: topics.brokers,
        username,
        password,
        topicPrefix: topics.prefix,
        consumes,
        ignores: others,
        sessionTimeoutMs: 6000,
      }),
    ],
    controllers,
  })
  class Beside {}
  const running = await bootstrap({
    name: service,
    module: Beside,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined },
  });
  const outbox = running.app.get(Outbox);
  const database = running.app.get(Database);
  return { ...running, heard, announce: (...messages) => database.transaction((tx) => outbox.addMany(tx, messages)) };
}

export interface WorkplaceOptions {
  now: string;
  env?: Record<string, string>;
  hears?: { surveys?: boolean; coverage?: boolean; checks?: boolean };
}

/** This service with real PostgreSQL, Kafka, Keycloak and SMTP, its clock set, and the neighbours a test needs. */
export async function openWorkplace(options: WorkplaceOptions) {
  const topics = await testTopics();
  const database = await testDatabase(migrations, 'survey_delivery', { appendOnly });
  const beside = await Promise.all([0, 1, 2].map(() => testDatabase(messagingMigrations, 'test')));
  const mail = await startMailServer();
  const reporting = await startSealingKeys(options.now);
  const env: Record<string, string> = {
    ...serviceEnvironment('survey-delivery', database, topics),
    PUBLIC_URL: 'http://localhost:4104',
    LOG_LEVEL: 'debug',
    CLOCK_STARTS_AT: options.now,
    VAULT_KEY_ENCRYPTION_KEY: key32(),
    HASH_KEY: key32(),
    LINK_KEY: key32(),
    SURVEY_CODE_KEY: key32(),
    HANDOVER_KEY: key32(),
    FORM_KEY: key32(),
    REPORTING_KEYS_URL: `${reporting.url}/reporting`,
    COLLECTION_KEYS_URL: `${reporting.url}/collection`,
    SURVEY_URL: 'http://localhost:4102',
    SMTP_URL: mail.url,
    ...options.env,
  };
  const [intakeDb, collectionDb, reportingDb] = beside as [TestDatabase, TestDatabase, TestDatabase];
  const intake = await neighbour(
    'case-intake',
    topics,
    intakeDb.url,
    options.hears?.checks ? ['delivery.contact.checked.v1'] : [],
  );
  const collection = await neighbour(
    'response-collection',
    topics,
    collectionDb.url,
    options.hears?.surveys ? ['surveys.survey.issued.v1'] : [],
  );
  const reader = options.hears?.coverage
    ? await neighbour('reporting', topics, reportingDb.url, ['coverage.delivery.counted.v1'])
    : null;

  const logs: string[] = [];
  const logTo = { write: (line: string) => void logs.push(line) };
  let service = await start(loadConfig(configSchema, env), logTo);
  const clock = () => service.app.get(Clock);
  const setClock = (iso: string) => clock().set(new Date(iso));

  return {
    env,
    topics,
    database,
    mail,
    logs,
    reporting,
    intake,
    collection,
    reader,
    get service() {
      return service;
    },
    setClock,
    clock: () => clock().now(),
    today: () => clock().today(),
    restart: async () => {
      const now = clock().now();
      await service.close();
      service = await start(loadConfig(configSchema, { ...env, CLOCK_STARTS_AT: now.toISOString() }), logTo);
    },
    stop: () => service.close(),
    begin: async (now: string) => {
      service = await start(loadConfig(configSchema, { ...env, CLOCK_STARTS_AT: now }), logTo);
    },
    /** Runs an operator's command of the built service, to its end. */
    command: (now: string, ...args: string[]) =>
      promisify(execFile)(process.execPath, [join(packageRoot(import.meta.url), 'dist/programs/main.js'), ...args], {
        env: { ...process.env, ...env, CLOCK_STARTS_AT: now },
      }),
    /** Waits until everything announced so far has been consumed and done; `until` says what must have come. */
    settled: async (until: () => Promise<void> | void = () => {}) =>
      eventually(async () => {
        await until();
        // Twice: between the checks of one look something can go from one queue to the next.
        for (let look = 0; look < 2; look++) {
          const pending = Object.entries(await service.app.get(IdleChecks).pending()).filter(([, n]) => n > 0);
          if (pending.length > 0) throw new Error(`not idle: ${JSON.stringify(pending)}`);
        }
      }),
    run: (job: string) => service.app.get(DueWorks).runNow(job),
    /** As the police side does it; waits for the key of the clock's month, which follows a jump of the clock at once. */
    sealContact: (block: unknown, url = service.url) =>
      eventually(async () => {
        const { keys } = (await (await fetch(`${url}/v1/public/vault-keys`)).json()) as {
          keys: (JWK & { kid: string })[];
        };
        const month = clock().today().slice(0, 7);
        const key = keys.find((k) => k.kid.startsWith(`vault-${month}`));
        if (!key) throw new Error(`no vault key of ${month} yet`);
        return sealText(JSON.stringify(block), await publicKeyOf(key), key.kid);
      }),
    rows: <T>(sql: string, params: unknown[] = []) => service.app.get(Database).read<T>(sql, params),
    close: async () => {
      await Promise.all([service.close(), intake.close(), collection.close(), reader?.close()]);
      await Promise.all([
        mail.close(),
        reporting.close(),
        topics.drop(),
        database.drop(),
        ...beside.map((b) => b.drop()),
      ]);
    },
  };
}
export type Workplace = Awaited<ReturnType<typeof openWorkplace>>;

export const keyOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A closure of an adult's case with everything in order; `over` says what differs. */
export function closure(name: string, over: Partial<ClosureState> = {}): ClosureState {
  const example = events['cases.closure.recorded.v1'].example as EventData<'cases.closure.recorded.v1'>;
  const closedOn = over.closedOn ?? example.closedOn;
  return {
    ...example,
    caseKey: keyOf(`case ${name}`),
    victimKey: keyOf(`victim ${name}`),
    closureMonth: closedOn.slice(0, 7),
    ...over,
  };
}
export const recorded = (state: ClosureState): OutboxMessage => ({ type: 'cases.closure.recorded.v1', data: state });

/**
 * Somebody of Victim Support has spoken with the person whose task is found by this unit: she named her mailbox, said that links
 * are safe, and agreed a word; `said` says what else.
 */
export async function agreeWith(url: string, unit: string, said: SafeContactUpdate = {}): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenFor('caseworker-1')}`, 'content-type': 'application/json' };
  const task = await eventually(async () => {
    const response = await fetch(`${url}/v1/worklist?search=${encodeURIComponent(unit)}`, { headers });
    const [first] = ((await response.json()) as { tasks: WorkTask[] }).tasks;
    if (!first) throw new Error(`no task yet for ${unit}`);
    return first;
  });
  const update: SafeContactUpdate = {
    taskId: task.taskId,
    linksSafe: true,
    identity: 'said-name-and-birth-date',
    birthDate: '1990-05-05',
    checkWord: 'bluebell',
    ...said,
  };
  const answer = await fetch(`${url}/v1/episodes/${task.episodeId}/safe-contact`, {
    method: 'POST',
    headers,
    body: JSON.stringify(update),
  });
  if (!answer.ok) throw new Error(`what she said was not taken: ${await answer.text()}`);
}
export const mailboxOf = (name: string): SafeContactUpdate => ({
  email: `${name}@canary.example`,
  emailSafe: 'safe',
});

/** A contact block of the police. What it says of links, check word and safe channels must not count. */
export const contact = (name: string, confirmedOn: string, over: Partial<ContactBlock> = {}) => ({
  name: { first: name, last: 'Canary' },
  dateOfBirth: '1990-05-05',
  telephones: [],
  emails: [{ address: `${name}@canary.example`, safe: 'safe' }],
  linksSafeConfirmedOn: confirmedOn,
  confirmedOn,
  checkWord: 'bluebell',
  ...over,
});
