import type { EventData } from '@answerable/contracts';
import { HandlesEvents, Outbox, type OutboxMessage, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { Controller } from '@nestjs/common';
import { refuse, type Reason } from '../case-events/refusals.js';
import { addRejections } from '../rejections/rejection.store.js';
import { recordContactChecks } from './contact-check.store.js';

/** Whether contact blocks could be read: the data officer is told which field to correct, never whether anyone was reached. */
@Controller()
export class ContactChecksConsumer {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @HandlesEvents('delivery.contact.checked.v1')
  async take(events: ReceivedEvent<EventData<'delivery.contact.checked.v1'>>[], tx: Tx): Promise<void> {
    const at = this.clock.now();
    const latest = new Map<string, EventData<'delivery.contact.checked.v1'>>();
    for (const { data } of events) {
      if ((latest.get(data.caseKey)?.version ?? 0) <= data.version) latest.set(data.caseKey, data);
    }
    const unreadable = await recordContactChecks(tx, [...latest.values()], at);
    const notices = unreadable.map((row) => ({ row, reasons: [unreadableContact(row.malformed)] }));
    for (const [sourceId, ofSource] of Map.groupBy(notices, ({ row }) => row.source_id)) {
      const rejections = ofSource.map(({ row, reasons }) => ({
        eventId: row.event_id,
        status: 'accepted' as const,
        reasons,
        kind: 'contact-check',
        sequence: null,
        caseKey: row.case_key,
        caseVersion: null,
        unit: row.unit,
        closureMonth: null,
        event: null,
        contact: null,
      }));
      await addRejections(tx, sourceId, rejections, at);
    }
    // A force that reads receipts and no pages is told as well.
    const receipts = notices.map(({ row: { event_id: eventId, source, force }, reasons }): OutboxMessage => {
      const data = { eventId, source, force, status: 'accepted' as const, receivedAt: at.toISOString(), reasons };
      return { type: 'police.receipt.issued.v1', data };
    });
    await this.outbox.addMany(tx, receipts);
  }
}

const unreadableContact = (malformed: readonly string[]): Reason =>
  refuse('contact-unreadable', 'data.contact', malformed.join(', '));
