import { Body, Controller, Param } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '@answerable/access';
import type { SeatView } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { ApiRoute, bodyOf, paramsOf } from '../api-route.js';
import { reportingProblem } from '../problems.js';
import { SeatStore } from './seat.store.js';
import { Seats } from './seats.js';
import { mostDelegates, type SeatTerm } from './seat.js';

@Controller()
export class SeatsController {
  constructor(
    private readonly database: Database,
    private readonly seats: Seats,
    private readonly store: SeatStore,
    private readonly clock: Clock,
  ) {}

  @ApiRoute('readMySeat')
  async read(@CurrentPrincipal() principal: Principal) {
    const term = await this.seats.heldBy(principal);
    if (!term) throw reportingProblem('seat-not-held');
    return this.view(term);
  }

  @ApiRoute('addDelegate')
  async add(
    @Body(bodyOf('addDelegate')) { username, name }: { username: string; name: string },
    @CurrentPrincipal() principal: Principal,
  ) {
    const term = this.own(principal);
    await this.database.transaction(async (tx) => {
      await this.store.lockSeat(tx, term.seat);
      await this.store.endOfEarlierTerms(tx, term.seat, term.from);
      if ((await this.store.countOf(tx, term.seat)) >= mostDelegates) throw reportingProblem('too-many-delegates');
      await this.store.add(tx, { seat: term.seat, username, name, by: principal.subject, on: this.clock.today() });
    });
    return this.view(term);
  }

  @ApiRoute('endDelegate')
  async end(
    @Param(paramsOf('endDelegate')) { delegateId }: { delegateId: string },
    @CurrentPrincipal() principal: Principal,
  ) {
    const term = this.own(principal);
    const ended = await this.database.transaction((tx) =>
      this.store.end(tx, term.seat, delegateId, this.clock.today()),
    );
    if (!ended) throw reportingProblem('delegate-not-found');
    return this.view(term);
  }

  private own(principal: Principal): SeatTerm {
    const term = this.seats.ownOf(principal);
    if (!term) throw reportingProblem('seat-not-held');
    return term;
  }

  private async view(term: SeatTerm): Promise<SeatView> {
    const delegates = await this.store.delegatesOf(term.seat);
    return {
      seat: term.seat,
      name: term.office,
      held: true,
      from: term.from,
      until: term.until,
      // Whom an office before named is none of this one's business, and reads no longer.
      delegates: delegates
        .filter(({ addedOn }) => addedOn >= term.from)
        .map(({ id, username, name, addedOn, endedOn }) => ({ id, username, name, addedOn, endedOn })),
    };
  }
}
