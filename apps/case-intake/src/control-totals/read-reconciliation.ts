import { organisationById, type Organisation, type Reconciliation } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import {
  judgedAnewOf,
  lateArrivals,
  quarantinedOf,
  receivedOf,
  unreadableOf,
  unreadSettledOf,
} from '../coverage/coverage.store.js';
import { movedSince } from '../coverage/moved-since.store.js';
import { stockOf } from '../coverage/stock.store.js';
import { missingOf, reconcile, stateOf } from './control-totals.js';
import { explanationsOf, signedTotals } from './control-totals.store.js';

/** A month of one force: what it says it closed, what arrived, what is missing and for how long. */
@Injectable()
export class ReadReconciliation {
  private readonly organisation: Organisation;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  /** The same of each force that sends its closures here, for who judges their explanations. */
  ofEveryForce(month: string): Promise<Reconciliation[]> {
    return Promise.all(this.organisation.forces.map(({ code }) => this.execute(code, month)));
  }

  async execute(force: string, month: string): Promise<Reconciliation> {
    const [signed] = await signedTotals(this.database, month, force);
    const signedAt = signed?.signedAt ?? null;
    const [moved, received, explanations, quarantined, unreadable, unreadSettled, rejudged, stock] = await Promise.all([
      signedAt === null ? [] : movedSince(this.database, month, force, signedAt),
      receivedOf(this.database, month, force),
      explanationsOf(this.database, force, month),
      quarantinedOf(this.database, month, force),
      unreadableOf(this.database, month, force),
      unreadSettledOf(this.database, month, force),
      judgedAnewOf(this.database, month, force),
      stockOf(this.database, month, force),
    ]);
    const compared = reconcile(signed?.totals ?? null, received, moved, explanations);
    // Totals of a month that is restated are still to be seen, and hold no more: nothing is missing from them, here as in what is published.
    const rows = signed?.restated ? compared.map((row) => ({ ...row, difference: null, explanation: null })) : compared;
    const isMissing = missingOf(rows) > 0;
    const end = london.endOfMonth(month);
    return {
      force,
      month,
      state: stateOf(rows, signed !== undefined, signed?.restated ?? false),
      signedBy: signed?.signedBy ?? null,
      signedAt,
      rows,
      declared: signed?.totals.reduce((sum, row) => sum + row.closures, 0) ?? null,
      received: received.reduce((sum, row) => sum + row.closures, 0),
      quarantined,
      unreadable,
      unreadSettled,
      rejudged,
      lateArrivals: await lateArrivals(this.database, month, force),
      missingSince: isMissing ? end : null,
      missingDays: isMissing ? Math.max(0, london.daysBetween(end, this.clock.today())) : null,
      stock: { declared: signed?.stock ?? null, counted: stock },
    };
  }
}
