import type { z } from 'zod';
import type { TopicName } from './topics.js';

/**
 * One event type on one topic.
 * `keyOf` gives the Kafka key (ordering), `versionOf` the aggregate's version: event id = uuid v5 of key, version and
 * type, so that a redo is the same event. An event without `versionOf` gets a random id (responses: nothing may link them).
 */
export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  readonly topic: TopicName;
  readonly schema: S;
  readonly keyOf: (data: z.infer<S>) => string;
  readonly versionOf?: (data: z.infer<S>) => number | string;
  /** 'inherit' carries the trace of the cause; 'none' starts anew, because the trace would be a link. */
  readonly trace: 'inherit' | 'none';
  readonly description: string;
  readonly example: z.infer<S>;
}

export function defineEvent<S extends z.ZodType>(definition: EventDefinition<S>): EventDefinition<S> {
  return definition;
}
