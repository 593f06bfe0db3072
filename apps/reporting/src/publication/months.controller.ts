import { Body, Controller, Inject, Param } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '@answerable/access';
import type { MonthPreparation, ReportContent, ReportHoldReason } from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import { ApiRoute, bodyOf, paramsOf } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { ReportPage } from '../reading/report-page.js';
import { ApproveMonth } from './approve-month.js';
import { CorrectMonth, type CorrectionRequest } from './correct-month.js';
import { HoldMonth } from './hold-month.js';
import { ListMonths } from './list-months.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore } from './publication.store.js';

interface Month {
  readonly month: string;
}

@Controller()
export class MonthsController {
  constructor(
    private readonly list: ListMonths,
    private readonly approve: ApproveMonth,
    private readonly holdMonth: HoldMonth,
    private readonly correct: CorrectMonth,
    private readonly store: PublicationStore,
    private readonly page: ReportPage,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('listMonths')
  async months(@CurrentPrincipal() principal: Principal) {
    return this.list.execute(principal.subject);
  }

  @ApiRoute('previewMonth')
  async preview(@Param(paramsOf('previewMonth')) { month: of }: Month) {
    const open = await this.store.openPreparation(this.config.ORGANISATION_ID);
    if (open?.month !== of) throw reportingProblem('month-not-prepared');
    const content = JSON.parse(open.content) as ReportContent;
    return { digest: open.digest, content, html: this.page.fragment({ content, seal: null, area: null }) };
  }

  @ApiRoute('approveMonth')
  async approvals(
    @Param(paramsOf('approveMonth')) { month: of }: Month,
    @Body(bodyOf('approveMonth')) { digest }: { digest: string },
    @CurrentPrincipal() principal: Principal,
  ) {
    await this.approve.execute(of, digest, principal);
    return this.one(of, principal);
  }

  @ApiRoute('holdMonth')
  async holds(
    @Param(paramsOf('holdMonth')) { month: of }: Month,
    @Body(bodyOf('holdMonth')) { reason }: { reason: ReportHoldReason },
    @CurrentPrincipal() principal: Principal,
  ) {
    await this.holdMonth.execute(of, reason, principal);
    return this.one(of, principal);
  }

  @ApiRoute('correctMonth')
  async corrections(
    @Param(paramsOf('correctMonth')) { month: of }: Month,
    @Body(bodyOf('correctMonth')) body: CorrectionRequest,
    @CurrentPrincipal() principal: Principal,
  ) {
    return this.correct.execute(of, body, principal);
  }

  private async one(of: string, principal: Principal): Promise<MonthPreparation> {
    const found = (await this.list.execute(principal.subject)).find((each) => each.month === of);
    if (!found) throw reportingProblem('month-not-found');
    return found;
  }
}
