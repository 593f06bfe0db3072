import { Database } from '@answerable/persistence';
import { Outbox, type MessagingOptions } from '../src/index.js';
import { recorded, startAnnouncer, startListener } from './services.js';

/** What a process of the kill test is told, as JSON in its one argument. */
export interface ProcessTask {
  role: 'announcer' | 'relay' | 'listener';
  databaseUrl: string;
  options: MessagingOptions;
}

const { role, databaseUrl, options } = JSON.parse(process.argv[2]!) as ProcessTask;
if (role === 'listener') {
  await startListener({ url: databaseUrl }, options);
} else {
  const { app } = await startAnnouncer({ url: databaseUrl }, options);
  if (role === 'announcer') for (;;) await announce(app.get(Database), app.get(Outbox));
}

/** State and its events in one transaction. */
async function announce(database: Database, outbox: Outbox): Promise<void> {
  await database.transaction(async (tx) => {
    const row = await tx.one<{ version: number }>('select coalesce(max(version), 0) + 1 as version from effects');
    const messages = ['a1', 'a2', 'a3', 'a4', 'a5'].map((key) => recorded(key, row!.version));
    const keys = messages.map(({ data }) => (data as { caseKey: string }).caseKey);
    await tx.query('insert into effects (case_key, version) select key, $2 from unnest($1::text[]) as key', [
      keys,
      row!.version,
    ]);
    await outbox.addMany(tx, messages);
  });
}
