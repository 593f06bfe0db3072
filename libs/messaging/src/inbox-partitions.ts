import { Database } from '@answerable/persistence';
import { DueWork } from '@answerable/service';
import { Injectable } from '@nestjs/common';

/** Makes the inbox's coming days and drops those older than 30. */
@Injectable()
export class InboxPartitions {
  constructor(private readonly database: Database) {}

  @DueWork({ name: 'inbox-partitions', everyMs: 3_600_000 })
  async run(): Promise<number> {
    const [row] = await this.database.read<{ changes: number }>('select inbox_maintain() as changes');
    return row!.changes;
  }
}
