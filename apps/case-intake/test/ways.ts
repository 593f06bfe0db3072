import { forceTopic, type Receipt } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { expect } from 'vitest';
import { send, sendLines, type Intake } from './intake.js';
import { kafkaAs, readTopic } from './topic.js';

/** The ways in by which the same events can come. */
export const ways: Record<string, (intake: Intake, events: object[]) => Promise<Receipt[]>> = {
  'one by one': async (intake, events) => {
    const receipts: Receipt[] = [];
    for (const event of events) {
      const body = (await (await send(intake, event)).json()) as Receipt & { receipt?: Receipt };
      receipts.push(body.receipt ?? body);
    }
    return receipts;
  },
  'as a batch': async (intake, events) => {
    const answer = await send(intake, events, { type: 'application/cloudevents-batch+json' });
    return ((await answer.json()) as { receipts: Receipt[] }).receipts;
  },
  'as a stream': async (intake, events) => (await sendLines(intake, events)).slice(0, -1) as Receipt[],
  'over Kafka': async (intake, events) => {
    const producer = kafkaAs(intake, 'police-01').producer();
    await producer.connect();
    const topic = intake.topics.prefix + forceTopic('police.case-events', '01');
    // One key: the order of the file is the order of arrival, as for the other ways.
    await producer.send({ topic, messages: events.map((event) => ({ key: 'file', value: JSON.stringify(event) })) });
    await producer.disconnect();
    return eventually(async () => {
      const receipts = (await readTopic(intake, forceTopic('police.receipts', '01'))).map(
        (m) => m.data as unknown as Receipt,
      );
      expect(receipts).toHaveLength(events.length);
      return receipts;
    });
  },
};

/** What intake has written down, but for times of its own. */
export async function stateOf(intake: Intake) {
  const tables = {
    cases: `select case_key, reference_key, victim_key, version, status, merged_into, unit, outcome_code, outcome_class, closure_month,
                   proceedings_live, contact_given, contact_event_id, classes_seen, marks from cases order by case_key`,
    received: `select event_id, sequence, kind, status, reasons, case_key, digest, moved_on from received_events order by event_id`,
    rejections: `select event_id, status, state, reasons, kept, case_key, event, contact is not null as has_contact
                   from rejections order by event_id, status`,
    sources: 'select source, sequences::text, alarms from sources',
    restatements: 'select force, month, reason from restatements',
    aliases: 'select alias_key, case_key from case_aliases order by 1',
  };
  const rows = Object.entries(tables).map(async ([name, sql]) => [name, await intake.query(sql)] as const);
  return Object.fromEntries(await Promise.all(rows));
}

/** Receipts as they compare: in one order, without the time of each. */
export const plain = (receipts: readonly Receipt[]) =>
  receipts
    .map((receipt) => ({ ...receipt, receivedAt: null }))
    .sort((a, b) => `${a.eventId}${a.status}`.localeCompare(`${b.eventId}${b.status}`));
