import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readProperties, versionOf, writeProperties, type ComposeFile } from './compose.js';
import { kafkaJars, type Progress } from './downloads.js';
import { kafkaAdmin, type Login } from './kafka-admin.js';
import { inStack } from './paths.js';
import type { Ports } from './ports.js';
import { launch, running, waitUntilReady } from './processes.js';

const run = promisify(execFile);

/** The properties of docker-compose.yml, with only addresses and the directory replaced. */
export function nativeProperties(compose: ComposeFile, ports: Ports): Map<string, string> {
  const properties = readProperties(compose.configs.kafka.content);
  properties.set('listeners', `CLIENTS://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.kafkaController}`);
  properties.set('advertised.listeners', `CLIENTS://127.0.0.1:${ports.kafka}`);
  properties.set('log.dirs', inStack('kafka', 'data'));
  return properties;
}

/** Starts Kafka (KRaft, one node) with SCRAM credentials for every login; formats its storage at the first start. */
export async function startKafka(
  compose: ComposeFile,
  ports: Ports,
  logins: readonly Login[],
  onProgress: Progress,
): Promise<void> {
  const admin = logins.find((login) => login.username === 'admin')!;
  if (running('kafka') === undefined) {
    const jars = await kafkaJars(versionOf(compose.services.kafka.image), onProgress);
    const properties = inStack('kafka', 'server.properties');
    mkdirSync(inStack('kafka'), { recursive: true, mode: 0o700 });
    writeFileSync(properties, writeProperties(nativeProperties(compose, ports)), { mode: 0o600 });
    if (existsSync(formattedFor())) requireKnown(logins);
    else await format(jars, properties, logins);
    await launch('kafka', {
      file: 'java',
      args: [
        ...compose.services.kafka.environment['KAFKA_HEAP_OPTS']!.split(' '),
        '-XX:+ExitOnOutOfMemoryError',
        '-Dlog4j2.level=WARN',
        '-cp',
        join(jars, '*'),
        'kafka.Kafka',
        properties,
      ],
      env: process.env,
    });
  }
  await waitUntilReady('kafka', 90, async () => {
    const client = kafkaAdmin([`127.0.0.1:${ports.kafka}`], admin);
    try {
      await client.connect();
      await client.describeCluster();
    } finally {
      await client.disconnect();
    }
  });
}

/** Written when the storage is formatted as a whole: for whom it was. */
const formattedFor = (): string => inStack('kafka', 'principals');

/** Credentials are given when the storage is formatted; a principal that came later needs a new one. */
function requireKnown(logins: readonly Login[]): void {
  const known = readFileSync(formattedFor(), 'utf8').split('\n');
  const unknown = logins.filter(({ username }) => !known.includes(username)).map(({ username }) => username);
  if (unknown.length > 0) throw new Error(`Kafka was set up before ${unknown.join(', ')}: run \`reset\`, then \`up\``);
}

async function format(jars: string, properties: string, logins: readonly Login[]): Promise<void> {
  // An argument file keeps the passwords out of the list of processes.
  const argumentFile = inStack('kafka', 'format.args');
  const scram = logins.flatMap(({ username, password }) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${username},password=${password}]`,
  ]);
  const clusterId = '4aJ0pVn8Q7iZ0Xo2yWk3Rg';
  const args = [
    '-Xmx128m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(jars, '*'),
    'kafka.tools.StorageTool',
    'format',
    '--ignore-formatted',
  ];
  args.push('--cluster-id', clusterId, '--config', properties, ...scram);
  rmSync(inStack('kafka', 'data'), { recursive: true, force: true });
  writeFileSync(argumentFile, args.map((arg) => JSON.stringify(arg)).join('\n'), { mode: 0o600 });
  try {
    await run('java', [`@${argumentFile}`]);
    writeFileSync(formattedFor(), logins.map(({ username }) => username).join('\n'));
  } finally {
    rmSync(argumentFile, { force: true });
  }
}
