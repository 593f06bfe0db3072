import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import type { Role, SealedReport } from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore, type Publication } from '../publication/publication.store.js';
import { Seats } from '../seats/seats.js';

/** Roles that read whatever seat is held; any other role beside an office's must not outlive its seat. */
const alwaysRead: readonly Role[] = ['police-lead', 'report-approver', 'vs-lead', 'safeguarding-lead', 'auditor'];

/** A published report for somebody who may read it. To an office without a seat no report exists. */
@Injectable()
export class FindReport {
  constructor(
    private readonly store: PublicationStore,
    private readonly seats: Seats,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(reportId: string, principal: Principal): Promise<Publication & { sealed: SealedReport }> {
    await this.mustBeReader(principal);
    const found = await this.store.publication(this.config.ORGANISATION_ID, reportId);
    if (!found) throw reportingProblem('report-not-found');
    if (found.takenDown) throw reportingProblem('report-taken-down');
    const { content, ...publication } = found;
    return { ...publication, sealed: { content, seal: publication.seal } };
  }

  /** The seal also of a report that was taken down. */
  async publication(reportId: string, principal: Principal): Promise<Publication> {
    await this.mustBeReader(principal);
    const found = await this.store.publication(this.config.ORGANISATION_ID, reportId);
    if (!found) throw reportingProblem('report-not-found');
    return found;
  }

  /** MP's offices read while they hold a seat; the other readers always. */
  async mayRead(principal: Principal): Promise<boolean> {
    if (principal.roles.some((role) => alwaysRead.includes(role))) return true;
    return principal.roles.includes('mp-office') && (await this.seats.heldBy(principal)) !== null;
  }

  private async mustBeReader(principal: Principal): Promise<void> {
    if (!(await this.mayRead(principal))) throw reportingProblem('report-not-found');
  }
}
