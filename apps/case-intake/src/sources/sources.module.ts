import { Module } from '@nestjs/common';
import { CaseEventsModule } from '../case-events/case-events.module.js';
import { FeedMetrics } from './feed-metrics.js';
import { FeedController } from './feed.controller.js';
import { ReadFeed } from './read-feed.js';
import { SettleUnread } from './settle-unread.js';

@Module({
  imports: [CaseEventsModule],
  controllers: [FeedController],
  providers: [ReadFeed, SettleUnread, FeedMetrics],
})
export class SourcesModule {}
