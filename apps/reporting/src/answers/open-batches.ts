import { Injectable, type OnModuleInit } from '@nestjs/common';
import { recordAttributes, releasedRecord } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { DueWork, IdleChecks, Logger } from '@answerable/service';
import { SealingKeys } from '../keys/sealing-keys.js';
import { BatchStore, type Batch } from './batch.store.js';
import { BatchFault, factOf, type Fact } from './fact.js';

const atOnce = 64;

/**
 * The one job that opens released records and their bundles: a whole batch in one transaction, and only when exactly as many
 * records have arrived as were announced. A record that cannot be opened or counted leaves the whole batch closed.
 */
@Injectable()
export class OpenBatches implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: BatchStore,
    private readonly keys: SealingKeys,
    private readonly log: Logger,
    private readonly idle: IdleChecks,
  ) {}

  async onModuleInit(): Promise<void> {
    this.idle.add('batches-to-open', () => this.store.pending());
    await this.store.retryFaulty();
  }

  @DueWork({ name: 'open-batches', everyMs: 1000 })
  async execute(): Promise<number> {
    await this.store.dropRefused();
    if ((await this.store.pending()) === 0) return 0;
    await this.keys.load();
    return this.database.transaction(async (tx) => {
      const batch = await this.store.claimComplete(tx);
      if (!batch) return 0;
      try {
        if (batch.arrived !== batch.records)
          throw new BatchFault(`${batch.arrived} records arrived, ${batch.records} were announced`);
        const facts = await this.factsOf(batch, await this.store.sealedOf(tx, batch.batchId));
        await this.store.replaceByFacts(tx, batch, facts);
        this.log.info({ kind: batch.kind, period: batch.period, records: batch.records }, 'a batch was opened');
      } catch (error) {
        if (!(error instanceof BatchFault)) throw error;
        await this.store.markFaulty(tx, batch.batchId, error.message);
        this.log.error({ kind: batch.kind, period: batch.period, fault: error.message }, 'a batch could not be opened');
      }
      return 1;
    });
  }

  private async factsOf(batch: Batch, sealed: readonly string[]): Promise<Fact[]> {
    const facts: Fact[] = [];
    for (let at = 0; at < sealed.length; at += atOnce)
      facts.push(...(await Promise.all(sealed.slice(at, at + atOnce).map((each) => this.factFrom(batch, each)))));
    return facts;
  }

  private async factFrom(batch: Batch, sealed: string): Promise<Fact> {
    const record = releasedRecord.safeParse(await this.open(sealed, 'a record'));
    if (!record.success) throw new BatchFault('a record is not of the agreed form');
    if (record.data.bundle === null) return factOf(record.data, null, batch);
    const attributes = recordAttributes.safeParse(await this.open(record.data.bundle, 'a bundle of attributes'));
    if (!attributes.success) throw new BatchFault('a bundle of attributes is not of the agreed form');
    return factOf(record.data, attributes.data, batch);
  }

  private async open(sealed: string, what: string): Promise<unknown> {
    try {
      return await this.keys.open(sealed);
    } catch (error) {
      throw new BatchFault(`${what} could not be opened`, { cause: error });
    }
  }
}
