import type { Principal } from '@answerable/access';
import { Database } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { forceOf } from '../access/force-of.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { touchMonths } from '../coverage/recount.js';
import { cellsTwice, type ControlTotals, type SignedControlTotals } from './control-totals.js';
import { addControlTotals } from './control-totals.store.js';

/** The data officer states for the force what it closed in a month; a later revision supersedes, none is ever changed. */
@Injectable()
export class SignControlTotals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(principal: Principal, totals: ControlTotals): Promise<SignedControlTotals> {
    if (totals.force !== forceOf(principal)) throw intakeProblem('nothing-here');
    if (totals.month >= london.startOfMonth(this.clock.today()).slice(0, 7)) throw intakeProblem('month-not-over');
    const [twice] = cellsTwice(totals.totals);
    if (twice) {
      const { unit, offenceGroup, outcomeClass } = twice;
      throw intakeProblem(
        'totals-invalid',
        `${unit}, ${offenceGroup}, ${outcomeClass} stands twice. Send one count for it.`,
      );
    }
    const at = this.clock.now();
    const revision = await this.database.transaction(async (tx) => {
      await touchMonths(tx, [totals.month]);
      return addControlTotals(tx, totals, principal.name, at);
    });
    return { ...totals, revision, signedBy: principal.name, signedAt: at.toISOString(), restated: false };
  }
}
