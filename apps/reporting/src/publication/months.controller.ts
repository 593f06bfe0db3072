import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import {
  headlineItems,
  month,
  reportHoldReason,
  sha256,
  type MonthPreparation,
  type ReportContent,
} from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import { z } from 'zod';
import type { ReportingConfig } from '../config.js';
import { ReportPage } from '../reading/report-page.js';
import { ApproveMonth } from './approve-month.js';
import { CorrectMonth } from './correct-month.js';
import { HoldMonth } from './hold-month.js';
import { ListMonths } from './list-months.js';
import { automaticReasons } from './publication.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore } from './publication.store.js';

const params = z.object({ month });
const approval = z.strictObject({ digest: sha256 });
const holding = z.strictObject({ reason: reportHoldReason.exclude(automaticReasons) });
const correction = z
  .strictObject({
    why: z.enum(['police-restated', 'answers-wrong', 'words-wrong']),
    answersChanged: z.number().int().nonnegative(),
    headline: z.enum(headlineItems).optional(),
  })
  .refine(({ why, answersChanged }) => why !== 'answers-wrong' || answersChanged > 0, {
    path: ['answersChanged'],
    error: 'of wrong answers there is at least one',
  });
type Month = z.infer<typeof params>;

@Controller('v1/months')
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

  @Get()
  @Access('report-approver', 'vs-lead', 'safeguarding-lead', 'auditor')
  async months(@CurrentPrincipal() principal: Principal) {
    return this.list.execute(principal.subject);
  }

  @Get(':month/preview')
  @Access('report-approver', 'vs-lead')
  async preview(@Param({ schema: params }) { month: of }: Month) {
    const open = await this.store.openPreparation(this.config.ORGANISATION_ID);
    if (open?.month !== of) throw reportingProblem('month-not-prepared');
    const content = JSON.parse(open.content) as ReportContent;
    return { digest: open.digest, content, html: this.page.fragment({ content, seal: null, area: null }) };
  }

  @Post(':month/approvals')
  @HttpCode(201)
  @Access('report-approver')
  async approvals(
    @Param({ schema: params }) { month: of }: Month,
    @Body({ schema: approval }) { digest }: z.infer<typeof approval>,
    @CurrentPrincipal() principal: Principal,
  ) {
    await this.approve.execute(of, digest, principal);
    return this.one(of, principal);
  }

  @Post(':month/holds')
  @HttpCode(201)
  @Access('report-approver')
  async holds(
    @Param({ schema: params }) { month: of }: Month,
    @Body({ schema: holding }) { reason }: z.infer<typeof holding>,
    @CurrentPrincipal() principal: Principal,
  ) {
    await this.holdMonth.execute(of, reason, principal);
    return this.one(of, principal);
  }

  @Post(':month/corrections')
  @HttpCode(201)
  @Access('vs-lead')
  async corrections(
    @Param({ schema: params }) { month: of }: Month,
    @Body({ schema: correction }) body: z.infer<typeof correction>,
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
