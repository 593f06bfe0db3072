import { CurrentPrincipal, type Principal } from '@answerable/access';
import { gapQuery, unreadSettlement, type Feed, type gapPage } from '@answerable/contracts';
import { Body, Controller, Query, UseGuards } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute } from '../api-route.js';
import { forceOf, ownSource } from '../access/force-of.js';
import { RateLimit } from '../access/rate-limit.guard.js';
import type { UnreadSettlement } from './feed.store.js';
import { ReadFeed } from './read-feed.js';
import { SettleUnread } from './settle-unread.js';

/** What a force sees of its own feed: that it arrived, not what became of any case. */
@Controller()
@UseGuards(RateLimit)
export class FeedController {
  constructor(
    private readonly feed: ReadFeed,
    private readonly settleUnread: SettleUnread,
  ) {}

  @ApiRoute('readFeed')
  read(@CurrentPrincipal() principal: Principal): Promise<Feed> {
    return this.feed.execute(forceOf(principal));
  }

  @ApiRoute('settleUnread')
  settle(@CurrentPrincipal() principal: Principal, @Body({ schema: unreadSettlement }) body: UnreadSettlement) {
    return this.settleUnread.execute(principal, body);
  }

  @ApiRoute('listGaps')
  async gaps(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: gapQuery }) { source }: z.infer<typeof gapQuery>,
  ): Promise<z.infer<typeof gapPage>> {
    const force = forceOf(principal);
    return this.feed.gapPage(force, ownSource(source, force));
  }
}
