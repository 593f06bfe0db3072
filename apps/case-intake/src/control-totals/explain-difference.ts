import type { Principal } from '@answerable/access';
import type { explanation } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { forceOf } from '../access/force-of.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { addExplanation } from './control-totals.store.js';
import { ReadReconciliation } from './read-reconciliation.js';

type Explanation = z.infer<typeof explanation>;

/** The data officer says why a cell differs: an explanation holds for the difference that is there, and for no other. */
@Injectable()
export class ExplainDifference {
  constructor(
    private readonly reconciliation: ReadReconciliation,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(principal: Principal, given: Explanation): Promise<Explanation> {
    const force = forceOf(principal);
    const { rows } = await this.reconciliation.execute(force, given.month);
    const difference = rows.find(
      ({ unit, offenceGroup, outcomeClass }) =>
        unit === given.unit && offenceGroup === given.offenceGroup && outcomeClass === given.outcomeClass,
    )?.difference;
    if (!difference) throw intakeProblem('nothing-to-explain');
    if (given.difference !== undefined && given.difference !== difference) throw intakeProblem('difference-changed');
    const at = this.clock.now();
    await this.database.transaction((tx) => addExplanation(tx, { ...given, force, difference }, principal.name, at));
    return { ...given, difference };
  }
}
