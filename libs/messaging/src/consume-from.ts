import { Command, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { connectKafka } from './kafka.js';
import { consumedTopics, MESSAGING_OPTIONS, type MessagingOptions, groupOf } from './options.js';

/** Moves this service's place in its topics back, after its database was restored to an earlier time. */
@Injectable()
export class ConsumeFrom {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly log: Logger,
  ) {}

  /**
   * Sets the group to the first message at or after an ISO instant, in every partition. What the restored inbox knows
   * has no effect again. Throws while any instance of the service consumes: it would overwrite the place.
   */
  @Command('consume-from')
  async rewind([instant = '']: readonly string[]): Promise<{ partitions: number }> {
    const timestamp = Date.parse(instant);
    if (Number.isNaN(timestamp)) throw new Error('consume-from needs an instant such as 2026-05-01T09:00:00Z');
    const groupId = groupOf(this.options);
    const admin = connectKafka(this.options, this.log).admin();
    await admin.connect();
    try {
      let moved = 0;
      for (const { name: topic } of consumedTopics(this.options)) {
        const partitions = await admin.fetchTopicOffsetsByTimestamp(topic, timestamp);
        await admin.setOffsets({ groupId, topic, partitions });
        moved += partitions.length;
      }
      return { partitions: moved };
    } finally {
      await admin.disconnect();
    }
  }
}
