import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock } from '@answerable/service';
import type { Principal } from '@answerable/access';
import type { ReportingConfig } from '../config.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore } from './publication.store.js';

/** One of two approvals by different people. It names the digest of what was read: it can agree, not alter. */
@Injectable()
export class ApproveMonth {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(month: string, digest: string, by: Principal): Promise<void> {
    const organisationId = this.config.ORGANISATION_ID;
    const last = await this.store.lastPublishedMonth(organisationId);
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      const open = await this.store.openPreparationIn(tx, organisationId);
      if (open?.month !== month)
        throw reportingProblem(last !== undefined && month <= last ? 'already-published' : 'month-not-prepared');
      if (open.digest !== digest) throw reportingProblem('other-version');
      if (!(await this.store.approve(tx, open, by, this.clock.now()))) throw reportingProblem('already-approved');
    });
  }
}
