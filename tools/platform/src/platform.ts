import { join } from 'node:path';
import { organisations } from '@answerable/contracts';
import { checkout as root, eventually, freePort, readStackEnv, testDatabase, testTopics } from '@answerable/stack';
import { type AppName, appNames, apps, freshSecrets, type Surroundings } from './apps.js';
import { Child } from './child.js';

export interface PlatformOptions {
  readonly mode?: 'demo' | 'test';
  /** Where e-mail goes, and the telephone system that dials. */
  readonly smtpUrl: string;
  readonly telephonyUrl?: string;
  /** Ports by app; any free one where absent. */
  readonly ports?: Partial<Record<AppName, number>>;
  readonly only?: readonly AppName[];
  readonly env?: Partial<Record<AppName, Record<string, string>>>;
  /** The instant (ISO 8601) at which an app's clock stands when it starts, also after a crash. */
  readonly clock?: () => string;
  /** The port by which an app reaches PostgreSQL, where it is not the server's own. */
  readonly databasePort?: (app: AppName) => number | undefined;
  readonly onProgress?: (line: string) => void;
}

/** The five apps (the portal twice) as processes of their own, on databases and topics of their own within the running stack. */
export interface Platform {
  readonly url: (app: AppName) => string;
  readonly databaseUrl: (app: AppName, as?: 'owner') => string;
  readonly topicPrefix: string;
  readonly logFile: (app: AppName) => string;
  readonly pid: (app: AppName) => number | undefined;
  /** Kills without warning and starts again. */
  readonly crash: (app: AppName) => Promise<void>;
  readonly kill: (app: AppName, signal: NodeJS.Signals) => Promise<void>;
  readonly restart: (app: AppName) => Promise<void>;
  /** Resolves when the app says that it is ready. */
  readonly ready: (app: AppName) => Promise<void>;
  /** Runs an operator's command in the app's own settings, to its end. */
  readonly command: (app: AppName, name: string, ...args: string[]) => Promise<void>;
  /** Ends all processes and drops databases and topics. */
  readonly stop: () => Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { onProgress = () => {}, mode = 'test' } = options;
  const wanted = options.only ?? appNames;
  const stack = readStackEnv();
  const run = `${process.pid}-${Math.round(performance.now())}`;
  const ports = Object.fromEntries(
    await Promise.all(appNames.map(async (app) => [app, options.ports?.[app] ?? (await freePort())] as const)),
  ) as Record<AppName, number>;
  const url = (app: AppName): string => `http://localhost:${ports[app]}`;
  const surroundings: Surroundings = {
    url,
    smtpUrl: options.smtpUrl,
    telephonyUrl: options.telephonyUrl,
    secrets: freshSecrets(),
    client: (id) => stack.clients[id]!,
  };

  const topics = await testTopics();
  const names = [...new Set(wanted.map((app) => apps[app].database))];
  const databases = new Map(
    await Promise.all(names.map(async (name) => [name, await testDatabase([], name)] as const)),
  );
  const children = new Map<AppName, Child>();
  const logFile = (name: string): string => join(root, '.stack', 'logs', `${name}-${run}.log`);

  const envOf = (app: AppName): Record<string, string> => {
    const { principal, database, env } = apps[app];
    const login = principal === undefined ? undefined : topics.user(principal);
    return {
      MODE: mode,
      NODE_ENV: 'production',
      PORT: String(ports[app]),
      PUBLIC_URL: url(app),
      DATABASE_URL: through(databases.get(database)!.url, options.databasePort?.(app)),
      KEYCLOAK_ISSUER: stack.keycloak.issuer,
      ORGANISATION_ID: organisations[0]!.id,
      LOG_LEVEL: 'info',
      ...(options.clock && { CLOCK_STARTS_AT: options.clock() }),
      ...(login && {
        KAFKA_BROKERS: topics.brokers.join(','),
        KAFKA_USERNAME: login.username,
        KAFKA_PASSWORD: login.password,
        KAFKA_TOPIC_PREFIX: topics.prefix,
        KAFKA_SESSION_TIMEOUT_MS: '6000',
      }),
      ...env(surroundings),
      ...options.env?.[app],
    };
  };

  const ready = async (app: AppName): Promise<void> => {
    const answers = eventually(
      async () => {
        const answer = await fetch(`${url(app)}/health/ready`);
        if (!answer.ok) throw new Error(`${app} is not ready: ${await answer.text()}`);
      },
      { timeoutMs: 180_000 },
    );
    answers.catch(() => undefined);
    const dies = children.get(app)!.ended.then(() => {
      throw new Error(`${app} ended while starting; see ${logFile(app)}`);
    });
    await Promise.race([answers, dies]);
    dies.catch(() => undefined);
  };

  const stop = async (): Promise<void> => {
    await Promise.all([...children.values()].map((child) => child.end()));
    await Promise.all([...databases.values()].map((database) => database.drop()));
    await topics.drop();
  };

  try {
    await Promise.all(
      names.map((name) => {
        const app = wanted.find((a) => apps[a].database === name)!;
        const env = { MIGRATION_DATABASE_URL: databases.get(name)!.ownerUrl, DATABASE_ROLE: name };
        return new Child(
          `migrations of ${name}`,
          join(root, apps[app].folder, 'dist/programs/migrate.js'),
          () => env,
          logFile(`migrate-${name}`),
        ).run();
      }),
    );
    onProgress('databases are migrated');
    for (const app of wanted) {
      const child = new Child(
        app,
        join(root, apps[app].folder, 'dist/programs/main.js'),
        () => envOf(app),
        logFile(app),
      );
      children.set(app, child);
      child.start();
    }
    await Promise.all(wanted.map(async (app) => (await ready(app), onProgress(`${app} is ready at ${url(app)}`))));
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }

  const restart = async (app: AppName): Promise<void> => {
    children.get(app)!.start();
    await ready(app);
  };
  return {
    url,
    databaseUrl: (app, as) => databases.get(apps[app].database)![as === 'owner' ? 'ownerUrl' : 'url'],
    topicPrefix: topics.prefix,
    logFile,
    pid: (app) => children.get(app)?.pid,
    kill: (app, signal) => children.get(app)!.end(signal),
    restart,
    ready,
    command: (app, name, ...args) =>
      new Child(
        `${name} of ${app}`,
        join(root, apps[app].folder, 'dist/programs/main.js'),
        () => envOf(app),
        logFile(app),
        [name, ...args],
      ).run(),
    crash: async (app) => {
      await children.get(app)!.end('SIGKILL');
      await restart(app);
    },
    stop,
  };
}

function through(url: string, port: number | undefined): string {
  const changed = new URL(url);
  if (port !== undefined) changed.port = String(port);
  return changed.href;
}
