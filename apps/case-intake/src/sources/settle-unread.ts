import type { Principal } from '@answerable/access';
import { Database } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { forceOf } from '../access/force-of.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { touchMonths } from '../coverage/recount.js';
import { addUnreadSettlement, openUnread, type UnreadSettlement } from './feed.store.js';

/**
 * The data officer says what was done about events that could not be read: what has no name cannot be known again when it comes again.
 * It holds for the number that was seen, and for none that comes later; the auditor reads who said it.
 */
@Injectable()
export class SettleUnread {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(principal: Principal, given: UnreadSettlement): Promise<UnreadSettlement> {
    const force = forceOf(principal);
    await this.database.transaction(async (tx) => {
      if ((await openUnread(tx, force, given.day, given.code)) !== given.events) throw intakeProblem('unread-changed');
      await addUnreadSettlement(tx, force, given, principal.name, this.clock.now());
      await touchMonths(tx, [given.day.slice(0, 7)]);
    });
    return given;
  }
}
