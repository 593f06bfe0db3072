import { Inject, Injectable } from '@nestjs/common';
import type { SealedLink, Tombstone } from '@answerable/contracts';
import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock, Logger } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { NoticeStore } from '../notices/notice.store.js';
import { SealChain } from '../seals/seal-chain.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore } from './publication.store.js';

export const takedownWords = {
  'risk-to-a-person': 'It could put a person at risk.',
  'court-order': 'A court ordered it.',
  'wrong-figures': 'Its figures were wrong.',
} as const;

/**
 * Ends access to a report at once. The chain keeps its link and gains a tombstone: nobody can pretend it never was. Where no
 * version of its month is left up, later reports do not give its figures again; one that waits for its release is made anew,
 * unless it is of an earlier month and never had them.
 */
@Injectable()
export class TakeDownReport {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly chain: SealChain,
    private readonly notices: NoticeStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(reportId: string, why: keyof typeof takedownWords): Promise<SealedLink> {
    const organisationId = this.config.ORGANISATION_ID;
    const found = await this.store.publication(organisationId, reportId);
    if (!found) throw reportingProblem('report-not-found');
    const content: Tombstone = {
      format: 'answerable-tombstone/1',
      id: reportId,
      takenDownOn: this.clock.today(),
      why: takedownWords[why],
    };
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      if (await this.store.isTakenDown(tx, organisationId, reportId)) throw reportingProblem('report-taken-down');
      const seal = await this.chain.seal(tx, organisationId, { kind: 'tombstone', subject: reportId, content });
      const takedowns = await this.store.takedownsIn(tx, organisationId);
      const discarded = takedowns.some(({ month }) => month === found.month)
        ? await this.store.discardOpen(tx, organisationId, found.month)
        : undefined;
      await this.notices.schedule(tx, { reportId, kind: 'taken-down', at: this.clock.now() });
      await this.outbox.add(tx, {
        type: 'reports.report.published.v1',
        data: {
          organisationId,
          reportId,
          month: found.month,
          number: seal.link.number,
          version: found.version,
          publishedAt: seal.link.publishedAt,
          sha256: seal.link.contentSha256,
          withdrawn: true,
        },
      });
      this.log.warn({ reportId, why, discarded }, 'a report was taken down');
      return seal;
    });
  }
}
