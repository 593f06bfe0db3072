import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '@answerable/messaging';
import { checkedConfig, verifyLedger } from '@answerable/disclosure';
import { Database, type Tx } from '@answerable/persistence';
import { CONFIG, Clock, DueWork, Logger, bankHolidays, london } from '@answerable/service';
import { organisationById, type ReportContent } from '@answerable/contracts';
import type { ReportingConfig } from '../config.js';
import { releaseConfigsOf } from '../organisation.js';
import { NoticeStore } from '../notices/notice.store.js';
import { LedgerStore } from '../report/ledger.store.js';
import { sha256Of } from '../seals/seal.js';
import { SealChain } from '../seals/seal-chain.js';
import { calendarOf, holdEnd, releaseInstant } from './calendar.js';
import { PrepareMonth } from './prepare-month.js';
import { nextStep, type Hold } from './publication.js';
import { PublicationStore, type Preparation } from './publication.store.js';

/** Releases the prepared report on its day to all readers at once, or announces that it is held. */
@Injectable()
export class ReleaseReport implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly ledger: LedgerStore,
    private readonly chain: SealChain,
    private readonly notices: NoticeStore,
    private readonly outbox: Outbox,
    private readonly prepareMonth: PrepareMonth,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  /**
   * A service does not start on a ledger that was altered, cut or reordered, or on thresholds looser than the release rules.
   * Throws LedgerTampered, which names the entry, or ConfigRefused, which names the threshold.
   */
  async onModuleInit(): Promise<void> {
    releaseConfigsOf(organisationById(this.config.ORGANISATION_ID)).forEach(checkedConfig);
    for (const { organisationId, entries: before } of await this.ledger.expectedLengths()) {
      const ledger = await this.ledger.all(organisationId);
      // Another instance may have published meanwhile, and that is no tampering.
      const known = (await this.ledger.expectedLengths()).find((each) => each.organisationId === organisationId);
      const after = known?.entries ?? before;
      verifyLedger(ledger, Math.min(Math.max(ledger.length, before), after));
    }
  }

  @DueWork({ name: 'release-report', everyMs: 1000 })
  async execute(): Promise<number> {
    const organisationId = this.config.ORGANISATION_ID;
    const waiting = await this.prepareMonth.nextMonth();
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      const open = await this.store.openPreparationIn(tx, organisationId);
      const late = waiting !== null && open?.month !== waiting;
      const held = late ? await this.holdUnprepared(tx, waiting, open ? 'other-report-first' : 'not-complete') : 0;
      if (!open) return held;
      const { releaseOn, preparedAt } = open;
      const [holds, approvals] = [await this.store.holdsOf(tx, open), await this.store.approvalsOf(tx, open)];
      const step = nextStep({ releaseOn, preparedOn: london.today(preparedAt), approvals, holds }, this.clock.now());
      if (step === 'wait') return held;
      if (step === 'hold') return held + (await this.hold(tx, open, 'not-yet-approved'));
      await this.release(tx, open, approvals);
      return held + 1;
    });
  }

  private async release(tx: Tx, preparation: Preparation, approvals: number): Promise<void> {
    const { organisationId, reportId, month, version } = preparation;
    // What is sealed is what was approved: a row changed behind the approvals is not released.
    if (sha256Of(preparation.content) !== preparation.digest)
      throw new Error(`${reportId} is not what was prepared and approved`);
    const length = await this.ledger.length(tx, organisationId);
    if (length !== preparation.ledgerLength)
      throw new Error(`the ledger has ${length} entries, ${reportId} was prepared on ${preparation.ledgerLength}`);
    await this.ledger.append(tx, organisationId, preparation.ledgerEntries);
    const content = JSON.parse(preparation.content) as ReportContent;
    const seal = await this.chain.seal(tx, organisationId, { kind: 'report', subject: reportId, content });
    await this.store.publish(tx, preparation, seal, length + preparation.ledgerEntries.length);
    await this.notices.schedule(tx, {
      reportId,
      kind: version === 1 ? 'published' : 'corrected',
      at: this.clock.now(),
    });
    await this.outbox.add(tx, {
      type: 'reports.report.published.v1',
      data: {
        organisationId,
        reportId,
        month,
        number: seal.link.number,
        version,
        publishedAt: seal.link.publishedAt,
        sha256: seal.link.contentSha256,
        withdrawn: false,
      },
    });
    this.log.info({ reportId, number: seal.link.number, approvals }, 'a report was released');
  }

  /** A report that is not even prepared on its day is announced as held: readers are told, not left to wonder. */
  private async holdUnprepared(tx: Tx, month: string, reason: Hold['reason']): Promise<number> {
    const { releaseOn } = calendarOf(month, bankHolidays);
    if (this.clock.now() < releaseInstant(releaseOn)) return 0;
    const report = { organisationId: this.config.ORGANISATION_ID, month, version: 1, releaseOn };
    return (await this.store.holdsOf(tx, report)).length > 0 ? 0 : this.hold(tx, report, reason);
  }

  private async hold(
    tx: Tx,
    of: { organisationId: string; month: string; version: number; releaseOn: string },
    reason: Hold['reason'],
  ): Promise<number> {
    // After an outage from today: a hold that was over before anybody was told of it is none.
    const from = [of.releaseOn, this.clock.today()].toSorted().at(-1)!;
    const hold: Hold = { reason, from, endsOn: holdEnd(from, bankHolidays) };
    const held = await this.store.hold(tx, of, hold, null);
    if (held) this.log.warn({ month: of.month, reason, endsOn: hold.endsOn }, 'a report was held');
    return held ? 1 : 0;
  }
}
