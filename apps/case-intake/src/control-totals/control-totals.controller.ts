import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { controlTotals, explanation, monthQuery, type Reconciliation } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Body, Controller, Get, Post, Put, Query, UseGuards } from '@nestjs/common';
import type { z } from 'zod';
import { forceOf } from '../access/force-of.js';
import { RateLimit } from '../access/rate-limit.guard.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import type { ControlTotals, SignedControlTotals } from './control-totals.js';
import { signedTotals } from './control-totals.store.js';
import { ExplainDifference } from './explain-difference.js';
import { ReadReconciliation } from './read-reconciliation.js';
import { SignControlTotals } from './sign-control-totals.js';

type MonthQuery = z.infer<typeof monthQuery>;

/** What the force says it closed, against what arrived. */
@Controller('v1')
@UseGuards(RateLimit)
@Access('data-officer', 'police-lead')
export class ControlTotalsController {
  constructor(
    private readonly signControlTotals: SignControlTotals,
    private readonly readReconciliation: ReadReconciliation,
    private readonly explainDifference: ExplainDifference,
    private readonly database: Database,
  ) {}

  @Post('control-totals')
  @Access('data-officer')
  sign(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: controlTotals }) body: ControlTotals,
  ): Promise<SignedControlTotals> {
    return this.signControlTotals.execute(principal, body);
  }

  @Get('control-totals')
  async read(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: monthQuery }) { month }: MonthQuery,
  ): Promise<SignedControlTotals> {
    const [signed] = await signedTotals(this.database, month, forceOf(principal));
    if (!signed) throw intakeProblem('nothing-here', 'The totals of this month are not signed yet.');
    return signed;
  }

  @Get('reconciliation')
  reconciliation(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: monthQuery }) { month }: MonthQuery,
  ): Promise<Reconciliation> {
    return this.readReconciliation.execute(forceOf(principal), month);
  }

  @Get('reconciliations')
  @Access('auditor')
  async reconciliations(@Query({ schema: monthQuery }) { month }: MonthQuery) {
    return { reconciliations: await this.readReconciliation.ofEveryForce(month) };
  }

  @Put('reconciliation/explanations')
  @Access('data-officer')
  explain(@CurrentPrincipal() principal: Principal, @Body({ schema: explanation }) body: z.infer<typeof explanation>) {
    return this.explainDifference.execute(principal, body);
  }
}
