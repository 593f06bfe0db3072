import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { messageOf } from '../answers.js';
import { services } from '../living-platform.js';
import type { LivedMonths } from './lived-months.js';

/**
 * Places in which a telephone number, an e-mail address or a message of somebody can be read: every table, every log, and where the parts
 * are this platform's alone (their directory is given) each of their files: the broker's, tables as they lie on disk, and the
 * write-ahead log, of which copies of the database are made.
 */
export async function inClear({ lives, world: { platform } }: LivedMonths, partsDirectory?: string): Promise<string[]> {
  const planted = lives
    .flatMap((life) => [life.person.telephone, life.person.email, messageOf(life)])
    .filter((text) => typeof text === 'string');
  const found: string[] = [];
  const search = (place: string, text: string): void => {
    if (planted.some((one) => text.includes(one))) found.push(place);
  };
  for (const url of services.map((service) => platform.databaseUrl(service, 'owner'))) {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`);
      for (const { text } of rows) search(`table ${name}`, text);
    }
    await client.end();
  }
  for (const file of services.map((service) => platform.logFile(service)))
    search(`log ${file}`, readFileSync(file, 'utf8'));
  if (partsDirectory === undefined) return found;
  for (const file of readdirSync(partsDirectory, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    // Kafka's indexes hold offsets, and are megabytes of nothing; parts go on while we look, and a file may be gone.
    if (file.isFile() && !file.name.endsWith('index') && existsSync(path))
      search(`file of a part: ${path}`, readFileSync(path, 'latin1'));
  }
  return found;
}
