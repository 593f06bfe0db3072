import { Database, type Tx } from '@answerable/persistence';
import { Command, commandLine, decoratedMethods } from '@answerable/service';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ConsumeFrom } from './consume-from.js';

const AFTER_RESTORE = Symbol('after-restore');

/** A restore of the service's database, while it is being settled: in one transaction, with nothing else of the service running. */
export interface Restore {
  readonly tx: Tx;
  /** Everything from this instant on (machine time) may be missing from the database. */
  readonly since: Date;
  /**
   * Higher than any version that was told before: minutes since 1970. What counts versions goes on from here, else what it says
   * next would be taken for what it said between the backup and the restore.
   */
  readonly lift: number;
}
type Settle = (restore: Restore) => Promise<Record<string, number>>;

/** Declares what a provider does after its database was restored, in the order of the providers; what it returns is counted in the log. */
export function AfterRestore() {
  return <S extends Settle>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<S>): void => {
    Reflect.defineMetadata(AFTER_RESTORE, true, descriptor.value!);
  };
}

/**
 * A database that was put back has forgotten what went out since its backup, and would say it again, or something else under the same
 * name. restore.sh leaves a mark in it, or else this command does before all it does; with that mark no service starts until the command has been run to its end.
 */
@Injectable()
export class Restored implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly consumeFrom: ConsumeFrom,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  async onModuleInit(): Promise<void> {
    const marks = await this.database.read('select 1 from restores where settled_at is null');
    if (marks.length > 0 && commandLine(process.argv)?.name !== 'restored')
      throw new Error(
        'this database was restored: run the command `restored`, with an instant an hour before the backup',
      );
  }

  /** Gets back what came since the instant, and makes true again what a restore must not undo. Throws while any instance consumes. */
  @Command('restored')
  async settle([instant = '']: readonly string[]): Promise<Record<string, number>> {
    await this.database.read(
      `insert into restores (settled_at) select null where not exists (select 1 from restores where settled_at is null)`,
    );
    const counts: Record<string, number> = await this.consumeFrom.rewind([instant]);
    const lift = Math.floor(Date.now() / 60_000);
    await this.database.transaction(async (tx) => {
      for (const { method } of decoratedMethods<true, Settle>(this.discovery, this.scanner, AFTER_RESTORE))
        Object.assign(counts, await method({ tx, since: new Date(instant), lift }));
      await tx.query(`update restores set settled_at = clock_timestamp() where settled_at is null`);
    });
    return counts;
  }
}
