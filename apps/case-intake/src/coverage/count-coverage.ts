import { createHash } from 'node:crypto';
import { Outbox } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, IdleChecks, london } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import type { Stock } from '../control-totals/control-totals.js';
import { signedTotals } from '../control-totals/control-totals.store.js';
import {
  forcesThatSend,
  lastSnapshot,
  monthsLedElsewhere,
  quarantinedOf,
  receivedOf,
  saveSnapshot,
  signalsOf,
  takeTouchedMonths,
  touchEndedMonth,
  touchedCount,
  unreadableOf,
} from './coverage.store.js';
import { movedSince } from './moved-since.store.js';
import { stockOf } from './stock.store.js';

/** While a migration comes in, counting again and again would cost more than taking it: a long count pauses for nine times its length. */
const LONG_MS = 1000;
const PAUSE_FACTOR = 9;

/** Tells reporting what was received and what the forces say they closed: whole snapshots of the months that changed. */
@Injectable()
export class CountCoverage {
  private pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    idle: IdleChecks,
  ) {
    idle.add('coverage', () => touchedCount(this.database));
  }

  @DueWork({ name: 'count-coverage', everyMs: 5000 })
  async run(): Promise<number> {
    const began = performance.now();
    if (began < this.pausedUntil) return 0;
    const today = this.clock.today();
    await this.database.transaction(async (tx) => {
      await touchEndedMonth(tx, london.addMonths(today.slice(0, 7), -1), today);
      // Later than this month is a date that will be corrected; there is nothing to say of it yet.
      const touched = (await takeTouchedMonths(tx)).filter((month) => month <= today.slice(0, 7));
      const elsewhere = touched.length > 0 ? await monthsLedElsewhere(tx) : [];
      for (const month of new Set([...touched, ...elsewhere])) await this.count(tx, month, today);
    });
    const took = performance.now() - began;
    if (took > LONG_MS) this.pausedUntil = performance.now() + PAUSE_FACTOR * took;
    return 0;
  }

  private async count(tx: Tx, month: string, today: string): Promise<void> {
    const signed = (await signedTotals(tx, month, null)).filter((totals) => !totals.restated);
    const forces = await forcesThatSend(tx);
    // Of one force only, they would be published as what everybody closed, beside what everybody told us of.
    const all = forces.every((force) => signed.some((totals) => totals.force === force));
    const moved = all ? await Promise.all(signed.map((one) => movedSince(tx, month, one.force, one.signedAt))) : [];
    const counted = {
      organisationId: this.config.ORGANISATION_ID,
      month,
      received: await receivedOf(tx, month, null),
      controlTotals:
        signed.length === 0 || !all
          ? null
          : signed.flatMap(({ force, totals }) => totals.map((row) => ({ force, ...row }))),
      stock: await this.stock(tx, month, forces, signed),
      leftSince: moved.flat().reduce((sum, { to, closures }) => sum + (to === null ? closures : 0), 0),
      cameSince: moved.flat().reduce((sum, { from, closures }) => sum + (from === null ? closures : 0), 0),
      quarantined: await quarantinedOf(tx, month, null),
      unreadable: await unreadableOf(tx, month, null),
      signals: await signalsOf(tx, month, london.endOfMonth(month), today),
    };
    const digest = createHash('sha256').update(JSON.stringify(counted)).digest('hex');
    const last = await lastSnapshot(tx, month);
    const revision = last?.digest === digest ? last.revision : (last?.revision ?? 0) + 1;
    const throughNothing = counted.signals.reduce((sum, unit) => sum + unit.surveyedThroughNothing, 0);
    await saveSnapshot(tx, month, { revision, digest, throughNothing, takenOn: today });
    if (last?.digest === digest) return;
    const data = { ...counted, revision, takenAt: this.clock.now().toISOString() };
    await this.outbox.add(tx, { type: 'coverage.intake.counted.v1', data });
  }

  /** Over all forces that send; null where one of them neither counts its stock by events nor declares it. */
  private async stock(
    tx: Tx,
    month: string,
    forces: readonly string[],
    signed: readonly { force: string; stock: Stock | null }[],
  ): Promise<Stock | null> {
    let sum: Stock | null = null;
    for (const force of forces) {
      const own: Stock | null =
        (await stockOf(tx, month, force)) ?? signed.find((totals) => totals.force === force)?.stock ?? null;
      if (!own) return null;
      sum = sum ? add(sum, own) : own;
    }
    return sum;
  }
}

function add(a: Stock, b: Stock): Stock {
  return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof Stock]])) as Stock;
}
