import { CurrentPrincipal, type Principal } from '@answerable/access';
import { controlTotals, explanation, monthQuery, type Reconciliation } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Body, Controller, Query, UseGuards } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute } from '../api-route.js';
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
@Controller()
@UseGuards(RateLimit)
export class ControlTotalsController {
  constructor(
    private readonly signControlTotals: SignControlTotals,
    private readonly readReconciliation: ReadReconciliation,
    private readonly explainDifference: ExplainDifference,
    private readonly database: Database,
  ) {}

  @ApiRoute('signControlTotals')
  sign(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: controlTotals }) body: ControlTotals,
  ): Promise<SignedControlTotals> {
    return this.signControlTotals.execute(principal, body);
  }

  @ApiRoute('readControlTotals')
  async read(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: monthQuery }) { month }: MonthQuery,
  ): Promise<SignedControlTotals> {
    const [signed] = await signedTotals(this.database, month, forceOf(principal));
    if (!signed) throw intakeProblem('nothing-here', 'The totals of this month are not signed yet.');
    return signed;
  }

  @ApiRoute('readReconciliation')
  reconciliation(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: monthQuery }) { month }: MonthQuery,
  ): Promise<Reconciliation> {
    return this.readReconciliation.execute(forceOf(principal), month);
  }

  @ApiRoute('listReconciliations')
  async reconciliations(@Query({ schema: monthQuery }) { month }: MonthQuery) {
    return { reconciliations: await this.readReconciliation.ofEveryForce(month) };
  }

  @ApiRoute('explainDifference')
  explain(@CurrentPrincipal() principal: Principal, @Body({ schema: explanation }) body: z.infer<typeof explanation>) {
    return this.explainDifference.execute(principal, body);
  }
}
