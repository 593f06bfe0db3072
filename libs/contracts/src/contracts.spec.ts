import { describe, expect, it } from 'vitest';
import { events, topics } from './index.js';

describe('every event of the contract', () => {
  it.each(Object.entries(events))(
    '%s has an example that its own schema accepts, and a topic of the list',
    (_, event) => {
      expect(event.schema.safeParse(event.example).error).toBeUndefined();
      expect(topics[event.topic]).toBeDefined();
      expect((event.keyOf as (d: unknown) => string)(event.example)).toMatch(/./);
    },
  );
});
