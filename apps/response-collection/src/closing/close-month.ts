import { randomBytes, randomUUID } from 'node:crypto';
import { mixingKid, recordCloses, recordKinds } from '@answerable/contracts';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, london, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { CryptoKey } from 'jose';
import type { Config } from '../config.js';
import { PublicKeys } from '../keys/public-keys.js';
import { open, seal, sealTo } from '../keys/sealing.js';
import { periodEnding, type Evidence, type SealedKind } from '../submission/submission.js';
import { totalsOf } from './evidence.js';
import { MixingKeys } from './mixing-keys.js';
import { MixingKeyStore, type MixingKeyRow } from './mixing-key.store.js';
import { withoutOuterSeal } from './outer-seal.js';
import { shuffled } from './shuffle.js';

interface OpenedRecord {
  readonly kind: SealedKind;
  readonly leaves: string;
  readonly clear: Uint8Array;
  /** Id of a record that counts a visit whose draft is still there. */
  readonly goesOn: string | null;
}

/**
 * Ends a month, in one transaction: opens every record and the outer seal of the attributes in it, shuffles, seals what is due
 * to reporting and lets it go with its count, seals what waits for its half-year or year to the next month's key under new
 * ids, and destroys this month's key. A ciphertext passed on unchanged - also one inside another -, an order kept, or an id
 * that tells the time would each tie an answer to its survey.
 */
@Injectable()
export class CloseMonth {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly store: MixingKeyStore,
    private readonly mixing: MixingKeys,
    private readonly keys: PublicKeys,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge('months_not_closed', 'Months that are over and whose answers have not left', [], async (gauge) => {
      gauge.set(await this.store.countBefore(london.month(this.clock.now())));
    });
    metrics.gauge(
      'records_unopenable',
      'Records that could not be opened at a close, and were left out',
      [],
      async (gauge) => {
        gauge.set(await this.store.unopenable());
      },
    );
  }

  /** Closes the oldest month that is over; every month is closed, also one without an answer. Returns how many: 0 or 1. */
  @DueWork({ name: 'close-month', everyMs: 60_000 })
  async run(): Promise<number> {
    await this.mixing.current();
    const current = london.month(this.clock.now());
    const closed = await this.database.transaction(async (tx) => {
      const row = await this.store.lockOldestBefore(tx, current);
      if (!row) return undefined;
      await this.store.markClosed(tx, row.month);
      const records = await this.openAll(tx, row);
      await this.release(tx, row.month, records, row.withdrawn);
      await this.carryOn(
        tx,
        london.addMonths(row.month, 1),
        records.filter(({ leaves }) => leaves > row.month),
      );
      return row.month;
    });
    if (closed) this.log.info({ month: closed }, 'month was closed');
    return closed ? 1 : 0;
  }

  private async openAll(tx: Tx, { month }: MixingKeyRow): Promise<OpenedRecord[]> {
    const keys = new Map<string, CryptoKey>();
    for (const row of await this.store.all(tx)) {
      keys.set(mixingKid(row.month), await this.mixing.privateKey(row));
      const rewrapped = this.mixing.rewrapped(row);
      if (rewrapped) await this.store.rewrap(tx, row.month, rewrapped);
    }
    const sealed = await this.store.takeAll(tx, month);
    const opened = await Promise.all(
      sealed.map(async (row): Promise<OpenedRecord | undefined> => {
        try {
          const clear = await open(keys.get(mixingKid(month))!, row.sealed);
          // A visit is counted in the month in which it ends, once.
          const leaves = row.goesOn ? london.addMonths(month, 1) : row.leaves;
          const { goesOn } = row;
          return { kind: row.kind as SealedKind, leaves, clear: await withoutOuterSeal(clear, keys), goesOn };
        } catch {
          // Without the error: its message may hold a piece of what was opened.
          this.log.error({ kind: row.kind }, 'record could not be opened');
          return undefined;
        }
      }),
    );
    const good = opened.filter((record) => record !== undefined);
    await this.leaveOut(tx, sealed.length - good.length, good.length);
    return shuffled(good);
  }

  /**
   * What cannot be opened is counted and gone: one bad record must not hold up everybody else's, and with the month's key
   * destroyed its ciphertext is of no use. Where most cannot be opened the fault is ours, and the month waits.
   */
  private async leaveOut(tx: Tx, bad: number, good: number): Promise<void> {
    if (bad > good) throw new Error(`${bad} of ${bad + good} records cannot be opened`);
    if (bad > 0) await this.store.countUnopenable(tx, bad);
  }

  private async release(tx: Tx, month: string, records: readonly OpenedRecord[], withdrawn: number): Promise<void> {
    const due = records.filter(({ leaves }) => leaves <= month);
    const of = (kind: SealedKind) => due.filter((record) => record.kind === kind);
    const visits = of('evidence').map(({ clear }) => parsed<Evidence>(clear));
    const reporting = await this.keys.reporting();
    const messages: OutboxMessage[] = [];
    for (const kind of recordKinds) {
      const period = periodEnding(recordCloses[kind], month);
      if (!period) continue;
      const organisationId = this.config.ORGANISATION_ID;
      // Closed again after a restore it is another batch: of those of one period reporting counts the first that is whole.
      const batchId = randomUUID();
      const evidence = kind === 'headline' ? totalsOf(visits, withdrawn) : null;
      const leaving = of(kind).map(({ clear }) => seal(reporting, clear));
      messages.push(
        {
          type: 'responses.batch.closed.v1',
          data: { organisationId, batchId, kind, period, records: leaving.length, evidence },
        },
        ...leaving.map((sealed) => released(organisationId, batchId, sealed)),
      );
    }
    messages.push(...(await this.untied(of('message'))));
    await this.outbox.addMany(tx, messages);
  }

  /** Messages nobody can answer, for Victim Support to read; the empty ones that everybody else left stay behind. */
  private async untied(records: readonly OpenedRecord[]): Promise<OutboxMessage[]> {
    const texts = records.filter(({ clear }) => parsed<{ text: string }>(clear).text !== '');
    if (texts.length === 0) return [];
    const vault = await this.keys.vault();
    return texts.map(({ clear }) => {
      const data = {
        organisationId: this.config.ORGANISATION_ID,
        messageId: randomUUID(),
        sealed: seal(vault, clear),
      };
      return { type: 'responses.message.released.v1' as const, data };
    });
  }

  /** What waits is mixed again every month, and her code works no longer: its hash is drawn anew. */
  private async carryOn(tx: Tx, month: string, records: readonly OpenedRecord[]): Promise<void> {
    const { publicKey } = await this.store.findOrAdd(tx, await this.mixing.fresh(month));
    const to = sealTo(publicKey);
    const rows = records.map(({ kind, leaves, clear, goesOn }) => ({
      kind,
      leaves,
      sealed: seal(to, clear),
      recordId: goesOn ?? randomUUID(),
      withdrawalHash: randomBytes(32),
    }));
    if (rows.length > 0) await this.store.putBack(tx, month, rows);
  }
}

function released(organisationId: string, batchId: string, sealed: string): OutboxMessage {
  return { type: 'responses.record.released.v1', data: { organisationId, recordId: randomUUID(), batchId, sealed } };
}

function parsed<T>(clear: Uint8Array): T {
  return JSON.parse(Buffer.from(clear).toString()) as T;
}
