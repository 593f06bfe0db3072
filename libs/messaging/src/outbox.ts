import { hash, randomUUID } from 'node:crypto';
import { events, forceTopic, topics, type EventDefinition, type EventType } from '@answerable/contracts';
import { rowsOf, type BulkColumn, Tx } from '@answerable/persistence';
import { currentTrace, newTrace } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { parse } from 'uuid';
import type { z } from 'zod';
import { OutboxRelay } from './relay.js';
import type { ReceivedEvent } from './wire.js';

export type EventInput<T extends EventType> = (typeof events)[T] extends EventDefinition<infer S> ? z.input<S> : never;

/** An event to announce; topic, key and id are the contract's. */
export interface Announcement<T extends EventType> {
  type: T;
  data: EventInput<T>;
  /** The event this one follows from, where a run of events is handled at once: its trace is handed on. */
  cause?: ReceivedEvent<unknown>;
}
export type OutboxMessage = { [T in EventType]: Announcement<T> }[EventType];

/** Namespace of event ids; changing it makes every redo a new event. */
const EVENT_IDS = Buffer.from(parse('6f0a2d52-3c0e-4c5b-9a55-0c7d3b1c9f10'));
/** The broker takes 1 MB; what can never be sent must be refused here, or it would block every row behind it. */
const MAX_BYTES = 900_000;
const ROWS_PER_INSERT = 1000;

/** Announces events in the transaction that makes them true. */
@Injectable()
export class Outbox {
  constructor(private readonly relay: OutboxRelay) {}

  /** Writes one event; call it while the aggregate's lock is held. Throws where data breaks the contract (names fields, never values). */
  async add(tx: Tx, message: OutboxMessage): Promise<void> {
    await this.addMany(tx, [message]);
  }

  async addMany(tx: Tx, messages: readonly OutboxMessage[]): Promise<void> {
    const rows = messages.map(toRow);
    for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
      await tx.query(insertion(1, 'true'), columns.values(rows.slice(at, at + ROWS_PER_INSERT)));
    }
    if (rows.length > 0) tx.afterCommit(() => this.relay.wake());
  }

  /**
   * For a statement that writes a state and its few events in one round trip: an insert for one of its `with` queries, done
   * where `condition` holds, with its parameters from `$first` on.
   */
  within(
    tx: Tx,
    messages: readonly OutboxMessage[],
    { first, condition }: { first: number; condition: string },
  ): { sql: string; parameters: readonly unknown[] } {
    tx.afterCommit(() => this.relay.wake());
    return { sql: insertion(first, condition), parameters: columns.values(messages.map(toRow)) };
  }
}

interface Row {
  topic: string;
  key: string;
  type: EventType;
  eventId: string;
  traceparent: string | null;
  data: string;
}

const columnList: readonly BulkColumn<Row>[] = [
  ['topic', 'text', 'topic'],
  ['key', 'text', 'key'],
  ['type', 'text', 'type'],
  ['event_id', 'uuid', 'eventId'],
  ['traceparent', 'text', 'traceparent'],
  ['data', 'text', 'data'],
];
const columns = rowsOf(columnList);

const insertion = (first: number, condition: string): string => {
  const { names, source } = rowsOf(columnList, first);
  return `insert into outbox (${names}) select ${names} from ${source} as row where ${condition} order by place`;
};

function toRow(message: OutboxMessage): Row {
  const definition = events[message.type] as EventDefinition | undefined;
  if (!definition) throw new Error(`the contracts have no event type ${String(message.type)}`);
  const parsed = definition.schema.safeParse(message.data);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
    throw new Error(`${message.type} breaks its contract: ${fields.join(', ')}`);
  }
  const key = definition.keyOf(parsed.data);
  const data = JSON.stringify(parsed.data);
  if (Buffer.byteLength(data) > MAX_BYTES) throw new Error(`${message.type} is larger than ${MAX_BYTES} bytes`);
  return {
    topic: topicOf(message.type, definition, parsed.data),
    key,
    type: message.type,
    eventId: eventId(message.type, key, definition.versionOf?.(parsed.data)),
    traceparent: traceOf(message, definition),
    data,
  };
}

/** Of a family of topics, that of the force that the event is about. */
function topicOf(type: EventType, { topic }: EventDefinition, data: unknown): string {
  if (topics[topic].family === undefined) return topic;
  const { force } = data as { force?: string };
  if (!force) throw new Error(`${type} needs the force whose topic it goes to`);
  return forceTopic(topic as 'police.receipts', force);
}

/** UUID v5 of type, key and version, so that a redo is the same event. */
function eventId(type: EventType, key: string, version: number | string | undefined): string {
  return version === undefined ? randomUUID() : uuid5(`${type}\n${key}\n${version}`);
}

/** UUID v5 (RFC 9562 section 5.5) in our namespace, by one call of the hash: a migration makes two of them a closure. */
function uuid5(name: string): string {
  const bytes = hash('sha1', Buffer.concat([EVENT_IDS, Buffer.from(name)]), 'buffer');
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function traceOf(message: OutboxMessage, { trace }: EventDefinition): string | null {
  if (trace === 'none') return null;
  if (message.cause?.traceparent) return newTrace(message.cause.traceparent).traceparent;
  return currentTrace()?.traceparent ?? null;
}
