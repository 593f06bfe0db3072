import type { EventData } from '@answerable/contracts';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Controller } from '@nestjs/common';
import { refuse } from '../case-events/refusals.js';
import { addRejections } from '../rejections/rejection.store.js';
import { recordContactChecks } from './contact-check.store.js';

/** Whether contact blocks could be read: the data officer is told which field to correct, never whether anyone was reached. */
@Controller()
export class ContactChecksConsumer {
  constructor(private readonly clock: Clock) {}

  @HandlesEvents('delivery.contact.checked.v1')
  async take(events: ReceivedEvent<EventData<'delivery.contact.checked.v1'>>[], tx: Tx): Promise<void> {
    const at = this.clock.now();
    const latest = new Map<string, EventData<'delivery.contact.checked.v1'>>();
    for (const { data } of events) {
      if ((latest.get(data.caseKey)?.version ?? 0) <= data.version) latest.set(data.caseKey, data);
    }
    const unreadable = await recordContactChecks(tx, [...latest.values()], at);
    for (const [sourceId, rows] of Map.groupBy(unreadable, (row) => row.source_id)) {
      const notices = rows.map((row) => ({
        eventId: row.event_id,
        status: 'accepted' as const,
        reasons: [refuse('contact-unreadable', 'data.contact', row.malformed.join(', '))],
        kind: 'contact-check',
        sequence: null,
        caseKey: row.case_key,
        caseVersion: null,
        unit: row.unit,
        closureMonth: null,
        event: null,
        contact: null,
      }));
      await addRejections(tx, sourceId, notices, at);
    }
  }
}
