import { describe, expect, it } from 'vitest';
import { attemptRequest } from './api/survey-delivery/contact.js';
import { plainText, unit } from './fields.js';
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

it('an interviewer has nowhere to write what was said: no field of what is recorded of a call takes words', () => {
  const call = { outcome: 'no-answer' };
  expect(attemptRequest.safeParse(call).error).toBeUndefined();
  expect(attemptRequest.safeParse({ ...call, notes: 'she said that' }).success).toBe(false);
  for (const field of Object.keys(attemptRequest.shape))
    for (const words of ['she said that', 'kettle', ['she said that'], { said: 'that' }])
      expect(attemptRequest.safeParse({ ...call, [field]: words }).success, field).toBe(false);
});

it('text refuses every control character but those of its lines, and nothing else', () => {
  for (let code = 0; code < 0x3000; code += 1) {
    const text = `a${String.fromCodePoint(code)}b`;
    const isControl = /\p{Cc}/u.test(text);
    expect(unit.safeParse(text).success, code.toString(16)).toBe(!isControl);
    expect(plainText.safeParse(text).success, code.toString(16)).toBe(!isControl || /[\n\r\t]/.test(text));
  }
});
