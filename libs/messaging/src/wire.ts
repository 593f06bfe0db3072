import { events, topics, type EventType } from '@answerable/contracts';
import { v5 as uuid5, validate } from 'uuid';
import { typesOn, type PhysicalTopic } from './options.js';

/** Headers on the wire; the value is the JSON of the event's data. */
export const HEADER = { id: 'id', type: 'type', traceparent: 'traceparent', contentType: 'content-type' } as const;

/** One message as it came, whatever it holds. */
export interface Incoming {
  topic: string;
  partition: number;
  offset: string;
  /** Broker's timestamp, milliseconds as text. */
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
}

export interface ReceivedEvent<D = unknown> {
  id: string;
  type: EventType;
  data: D;
  key: string;
  /** For topics of a family: whose topic it came on. The broker vouches for it. */
  force?: string;
  traceparent?: string;
  origin: { topic: string; partition: number; offset: string; timestamp: string };
}

/** Handled by a method, left alone on purpose, or not readable. */
export type Decoded = { event: ReceivedEvent } | { ignored: EventType } | { dead: DeadReason; detail: string };
export const deadReasons = ['unknown-type', 'malformed', 'schema', 'rejected', 'failed'] as const;
export type DeadReason = (typeof deadReasons)[number];

export interface Subscription {
  topics: PhysicalTopic[];
  ignores: ReadonlySet<EventType>;
  /** Types whose handler judges the data itself. */
  unchecked: ReadonlySet<EventType>;
}

/** Namespace of ids of messages that carry none of their own. */
const COORDINATE_IDS = '0d5d3c86-9a0a-4c43-8a5e-6d1a36f2a7c4';

export function decode(message: Incoming, subscription: Subscription): Decoded {
  const topic = subscription.topics.find(({ name }) => name === message.topic);
  if (!topic) return { dead: 'unknown-type', detail: 'the topic is not consumed here' };
  const type = typeOf(message, topic);
  if (!type)
    return {
      dead: 'unknown-type',
      detail: `the topic carries no type ${headerText(message, HEADER.type)?.slice(0, 120) ?? '(none)'}`,
    };
  if (subscription.ignores.has(type)) return { ignored: type };
  const raw = json(message.value);
  if (subscription.unchecked.has(type)) return { event: received(message, topic, type, raw.data) };
  if (!raw.ok) return { dead: 'malformed', detail: 'the value is not JSON' };
  const parsed = events[type].schema.safeParse(raw.data);
  if (parsed.success) return { event: received(message, topic, type, parsed.data) };
  const fields = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || '(whole)'}: ${issue.code}`);
  return { dead: 'schema', detail: fields.slice(0, 20).join('; ') };
}

function typeOf(message: Incoming, { contract }: PhysicalTopic): EventType | undefined {
  const types = typesOn(contract);
  // Police systems send plain CloudEvents: what their topics carry is one type, whatever their headers say.
  if (isForeign(contract)) return types[0];
  const named = headerText(message, HEADER.type);
  return types.find((type) => type === named);
}

function isForeign(contract: PhysicalTopic['contract']): boolean {
  return topics[contract].producers.includes('police');
}

function received(message: Incoming, topic: PhysicalTopic, type: EventType, data: unknown): ReceivedEvent {
  const { topic: name, partition, offset, timestamp } = message;
  const given = headerText(message, HEADER.id);
  // An outsider's id must not be able to take the place of another event's.
  const trusted = given !== undefined && validate(given) && !isForeign(topic.contract);
  return {
    id: trusted ? given : uuid5(`${name}\n${partition}\n${offset}`, COORDINATE_IDS),
    type,
    data,
    key: message.key?.toString('utf8') ?? '',
    ...(topic.force !== undefined && { force: topic.force }),
    ...(headerText(message, HEADER.traceparent) !== undefined && {
      traceparent: headerText(message, HEADER.traceparent),
    }),
    origin: { topic: name, partition, offset, timestamp },
  };
}

export function headerText(message: Pick<Incoming, 'headers'>, name: string): string | undefined {
  const value = message.headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? undefined : first.toString();
}

function json(value: Buffer | null): { ok: boolean; data: unknown } {
  try {
    return { ok: true, data: JSON.parse(value?.toString('utf8') ?? '') };
  } catch {
    return { ok: false, data: undefined };
  }
}
