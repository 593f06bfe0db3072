import { contractedDoors, mountedDoors } from '@answerable/access';
import { caseIntakeApi, contractDocuments, examplePoliceEvent } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIntake, type Intake } from './intake.js';

interface Operation {
  parameters?: { name: string; in: string; schema: { enum?: string[] } }[];
  responses: Record<string, unknown>;
}
const document = contractDocuments()['openapi-case-intake.json'] as {
  paths: Record<string, Record<string, Operation>>;
};
const callers: Record<string, string> = {
  'police-publisher': 'publisher-01',
  'data-officer': 'data-officer-01',
  'police-lead': 'police-lead-01',
  auditor: 'auditor-1',
};

/** Values that parsers stumble over. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed()),
  fc.constantFrom(
    '\ud800',
    '',
    '0',
    '-1',
    '1e9',
    'null',
    '2026-13',
    '2026-00',
    '9999-12',
    '%00',
    "' or 1=1 --",
    '/forces/01/systems/x',
    '\u0000',
    '[',
  ),
  fc.integer().map(String),
  fc.base64String({ maxLength: 60 }),
);
const month = fc.constantFrom('2026-05', '0001-01', '9999-12', '2026-02');

/** The example with pieces cut out and replaced. */
const mangledEvent = fc
  .tuple(
    fc.constantFrom(...Object.keys(examplePoliceEvent)),
    fc.constantFrom(...Object.keys(examplePoliceEvent.data)),
    fc.jsonValue(),
    fc.jsonValue(),
    fc.nat(3),
  )
  .map(([outer, inner, a, b, how]) => {
    const event: Record<string, unknown> = { ...examplePoliceEvent, data: { ...examplePoliceEvent.data } };
    if (how & 1) event[outer] = a;
    if (how & 2) event['data'] = { ...examplePoliceEvent.data, [inner]: b };
    return event;
  });
const totals = fc.record(
  {
    force: fc.oneof(fc.constant('01'), hostile),
    month: fc.oneof(month, hostile),
    totals: fc.array(
      fc.record({
        unit: hostile,
        offenceGroup: fc.constantFrom('rape', 'x'),
        outcomeClass: fc.constantFrom('WITHDREW', 'x'),
        closures: fc.integer(),
      }),
      { maxLength: 3 },
    ),
    stock: fc.oneof(fc.constant(null), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const bodies: Record<string, fc.Arbitrary<{ type: string; body: string }>> = {
  publishCaseEvents: fc.oneof(
    mangledEvent.map((event) => ({ type: 'application/cloudevents+json', body: JSON.stringify(event) })),
    fc
      .array(mangledEvent, { maxLength: 3 })
      .map((events) => ({ type: 'application/cloudevents-batch+json', body: JSON.stringify(events) })),
    fc
      .array(
        fc.oneof(
          mangledEvent.map((event) => JSON.stringify(event)),
          hostile,
        ),
        { maxLength: 4 },
      )
      .map((lines) => ({ type: 'application/x-ndjson', body: lines.join('\n') })),
    hostile.map((body) => ({ type: 'application/cloudevents+json', body })),
  ),
  signControlTotals: totals.map((value) => ({ type: 'application/json', body: JSON.stringify(value) })),
  explainDifference: fc.jsonValue().map((value) => ({ type: 'application/json', body: JSON.stringify(value) })),
};

describe('whatever is sent to a route of the published contract', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake({ RATE_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' });
    await intake.setClock('2026-06-10T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('goes to a route that is mounted as it says, and there is none beside them', () => {
    expect(mountedDoors(intake.service.app)).toEqual(contractedDoors(caseIntakeApi));
  });

  it.each(caseIntakeApi.routes.map((route) => [route.id, route] as const))(
    '%s answers as documented, and never with 5xx',
    async (id, route) => {
      const operation = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]![route.method.toLowerCase()]!;
      const query = fc.dictionary(
        fc.oneof(
          fc.constantFrom('month', ...(operation.parameters ?? []).map(({ name }) => name)),
          hostile.filter((text) => text !== ''),
        ),
        fc.oneof(
          hostile,
          month,
          ...(operation.parameters ?? []).map(({ schema }) => fc.constantFrom(...(schema.enum ?? ['1']))),
        ),
        { maxKeys: 3 },
      );
      const token = route.access === 'public' ? null : await tokenFor(callers[route.access[0]]!);
      await fc.assert(
        fc.asyncProperty(query, bodies[id] ?? fc.constant(null), hostile, async (parameters, body, segment) => {
          const path = route.path.replace(/:\w+/, encodeURIComponent(segment.toWellFormed()) || 'x');
          const answer = await fetch(`${intake.url}${path}?${new URLSearchParams(parameters).toString()}`, {
            method: route.method,
            headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': body.type }) },
            ...(body && { body: body.body }),
          });
          const text = await answer.text();
          expect(Object.keys(operation.responses), `${answer.status} ${text}`).toContain(String(answer.status));
          expect(answer.status, text).toBeLessThan(500);
          if (answer.status >= 400) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        }),
        { numRuns: 40 },
      );
    },
  );
});
