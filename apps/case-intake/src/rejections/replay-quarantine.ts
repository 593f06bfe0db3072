import { organisationById } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Reading } from '../case-events/case-event.js';
import { judgeEvent } from '../case-events/judge-event.js';
import { RegisterCaseEvents } from '../case-events/register-case-events.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import type { Config } from '../config.js';
import { dropContactsBefore, forgetOutOfScopeBefore, waitingAfter, type WaitingRow } from './receipts.store.js';
import { settleNotices } from './rejection.store.js';

const AT_ONCE = 500;
const CONTACT_KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Judges again what waits: a code that came into the tables, a case that was registered meanwhile. */
@Injectable()
export class ReplayQuarantine {
  private readonly organisation;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly codeTables: CodeTableSource,
    private readonly register: RegisterCaseEvents,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  @DueWork({ name: 'replay-quarantine', everyMs: 15_000 })
  async run(): Promise<number> {
    const tooOld = new Date(this.clock.now().getTime() - CONTACT_KEPT_DAYS * DAY_MS);
    const forgotten = new Date(this.clock.now().getTime() - this.organisation.lookBackDays * DAY_MS);
    await this.database.transaction(async (tx) => {
      await dropContactsBefore(tx, tooOld);
      await forgetOutOfScopeBefore(tx, forgotten);
      await settleNotices(tx, this.clock.now());
    });
    let replayed = 0;
    for (let after = 0; ;) {
      const waiting = await waitingAfter(this.database, after, AT_ONCE);
      for (const [force, rows] of Map.groupBy(
        waiting.filter((row) => this.isReady(row)),
        (row) => row.force,
      )) {
        replayed += await this.replay(force, rows);
      }
      if (waiting.length < AT_ONCE) break;
      after = Number(waiting.at(-1)!.rejection_id);
    }
    if (replayed > 0) this.log.info({ events: replayed }, 'waiting events were replayed');
    return 0;
  }

  private isReady({ event, in_scope }: WaitingRow): boolean {
    const context = {
      tables: this.codeTables.current.tables,
      organisation: this.organisation,
      today: this.clock.today(),
    };
    const { reasons, unlessInScope } = judgeEvent(event, context);
    return reasons.length === 0 && (in_scope || unlessInScope.length === 0);
  }

  private async replay(force: string, rows: readonly WaitingRow[]): Promise<number> {
    const readings = rows.map(({ event, contact }): Reading => ({ kind: 'read', event, contact }));
    const receipts = await this.database.transaction((tx) =>
      this.register.execute(tx, readings, { force, settledBy: 'replayed', receiptsTo: { topicCausedBy: [] } }),
    );
    return receipts.filter((receipt) => receipt.status === 'accepted').length;
  }
}
