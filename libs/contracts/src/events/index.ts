import type { z } from 'zod';
import type { EventDefinition } from '../define-event.js';
import { caseEvents, contactCheckEvents } from './cases.js';
import { coverageEvents, reportEvents } from './coverage.js';
import { policeEvents } from './police.js';
import { responseEvents } from './responses.js';
import { surveyEvents, surveyProgressEvents } from './surveys.js';

/** Every event type of the platform, with its topic, schema, key and example. */
export const events = {
  ...policeEvents,
  ...caseEvents,
  ...contactCheckEvents,
  ...surveyEvents,
  ...surveyProgressEvents,
  ...responseEvents,
  ...coverageEvents,
  ...reportEvents,
} as const;

export type EventType = keyof typeof events;
export type EventData<T extends EventType> = (typeof events)[T] extends EventDefinition<infer S> ? z.infer<S> : never;
