import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import { CONFIG, Clock, packageRoot } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { delegatedTerm, seatOf, seatTerms, termOn, type SeatTerm } from './seat.js';
import { SeatStore } from './seat.store.js';

/** Which seat somebody reads for today: the one the sign-in names, else one whose office made the person a delegate. */
@Injectable()
export class Seats {
  readonly terms: readonly SeatTerm[];

  constructor(
    private readonly store: SeatStore,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Pick<ReportingConfig, 'SEATS_FILE'>,
  ) {
    const file = config.SEATS_FILE ?? join(packageRoot(import.meta.url), 'config/seats.json');
    this.terms = seatTerms.parse(JSON.parse(readFileSync(file, 'utf8')));
  }

  async heldBy(principal: Principal): Promise<SeatTerm | null> {
    return this.ownOf(principal) ?? this.delegated(principal);
  }

  /** The seat whose office the principal is; delegates are not the office and manage nobody. */
  ownOf(principal: Principal): SeatTerm | null {
    return seatOf(principal, this.terms, this.clock.today());
  }

  private async delegated(principal: Principal): Promise<SeatTerm | null> {
    if (!principal.username) return null;
    const today = this.clock.today();
    const named = await this.store.seatsOfDelegate(principal.username);
    return delegatedTerm(named, this.terms, today);
  }

  /** Offices that hold a seat today: those a notice goes to. */
  heldToday(): SeatTerm[] {
    const today = this.clock.today();
    return this.terms.filter((each) => termOn([each], each.seat, today) !== null);
  }
}
