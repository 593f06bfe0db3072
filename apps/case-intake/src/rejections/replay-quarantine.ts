import { organisationById } from '@answerable/contracts';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Reading } from '../case-events/case-event.js';
import { judgeEvent } from '../case-events/judge-event.js';
import { isOutOfScope } from '../case-events/refusals.js';
import { RegisterCaseEvents } from '../case-events/register-case-events.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import type { Config } from '../config.js';
import { VaultKeys } from '../vault-keys/vault-keys.js';
import { forgetOutOfScopeBefore, waitingAfter, type WaitingRow } from './receipts.store.js';
import { dropContacts, settleNotices } from './rejection.store.js';

const AT_ONCE = 500;
const CONTACT_KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Judges again what waits: a code that came into the tables, a case that was registered meanwhile. */
@Injectable()
export class ReplayQuarantine {
  private readonly organisation;
  /** Digest of the tables by which everything kept was judged last. */
  private judgedBy: string | null = null;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly codeTables: CodeTableSource,
    private readonly register: RegisterCaseEvents,
    private readonly vaultKeys: VaultKeys,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  @DueWork({ name: 'replay-quarantine', everyMs: 15_000 })
  async run(): Promise<number> {
    await this.dropContacts();
    const forgotten = new Date(this.clock.now().getTime() - this.organisation.lookBackDays * DAY_MS);
    await this.database.transaction(async (tx) => {
      await forgetOutOfScopeBefore(tx, forgotten);
      await settleNotices(tx, this.clock.now());
    });
    let replayed = 0;
    // A class may have been out of scope by mistake: whatever was kept is judged once by each new table.
    const { digest } = this.codeTables.current;
    for (let after = 0; ;) {
      const waiting = await waitingAfter(this.database, { after, limit: AT_ONCE, all: digest !== this.judgedBy });
      for (const [force, rows] of Map.groupBy(
        waiting.filter((row) => this.isReady(row)),
        (row) => row.force,
      )) {
        replayed += await this.replay(force, rows);
      }
      if (waiting.length < AT_ONCE) break;
      after = Number(waiting.at(-1)!.rejection_id);
    }
    this.judgedBy = digest;
    if (replayed > 0) this.log.info({ events: replayed }, 'waiting events were replayed');
    return 0;
  }

  /** Who sent it is told while it waits, not only once it is registered: the longer nobody acts, the later she is asked. */
  private async dropContacts(): Promise<void> {
    const at = this.clock.now();
    const before = new Date(at.getTime() - CONTACT_KEPT_DAYS * DAY_MS);
    const keyIds = await this.vaultKeys.currentIds();
    await this.database.transaction(async (tx) => {
      const lost = await dropContacts(tx, { before, keyIds, at });
      const receipts = lost.map(({ event_id: eventId, source, force, reasons }): OutboxMessage => {
        const data = { eventId, source, force, status: 'rejected' as const, receivedAt: at.toISOString() };
        return { type: 'police.receipt.issued.v1', data: { ...data, reasons: [...reasons] } };
      });
      await this.outbox.addMany(tx, receipts);
    });
  }

  /** Nothing is wrong with it any more, or it waited for a word on its class, and that says that it is none of ours. */
  private isReady({ event, in_scope, state }: WaitingRow): boolean {
    const context = {
      tables: this.codeTables.current.tables,
      organisation: this.organisation,
      today: this.clock.today(),
    };
    const { reasons, unlessInScope } = judgeEvent(event, context);
    if (reasons.length > 0) return false;
    const isNoneOfOurs = state === 'open' && unlessInScope.every((reason) => isOutOfScope([reason]));
    return in_scope || unlessInScope.length === 0 || isNoneOfOurs;
  }

  private async replay(force: string, rows: readonly WaitingRow[]): Promise<number> {
    const readings = rows.map(({ event, contact }): Reading => ({ kind: 'read', event, contact }));
    const receipts = await this.database.transaction((tx) =>
      this.register.execute(tx, readings, { force, settledBy: 'replayed', receiptsTo: { topicCausedBy: [] } }),
    );
    return receipts.filter((receipt) => receipt.status === 'accepted').length;
  }
}
