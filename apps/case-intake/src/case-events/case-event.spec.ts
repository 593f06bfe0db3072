import { exampleClosure, examplePoliceEvent, policeEventTypes } from '@answerable/contracts';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readCaseEvent, type Reading, type ReadingContext } from './case-event.js';
import { KeyedHash } from './keyed-hash.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const hash = new KeyedHash([Buffer.alloc(32, 1)]);
const context: ReadingContext = {
  force: '01',
  now: new Date('2026-05-20T10:00:00Z'),
  hash,
  keyIds: new Set(['vault-1']),
};
const part = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url');
const sealed = { alg: 'ECDH-ES', enc: 'A256GCM', kid: 'vault-1', epk: { kty: 'OKP', crv: 'X25519', x: 'AA' } };
const jweOf = (header: object): string => `${part(header)}..aXY.Y2lwaGVy.dGFn`;

const event = (data: object, envelope: object = {}) => ({
  ...examplePoliceEvent,
  ...envelope,
  data: { ...exampleClosure, ...data },
});
const codes = (reading: Reading): string[] =>
  reading.kind === 'refused' ? reading.reasons.map(({ code }) => code) : [];
const fields = (reading: Reading) => (reading.kind === 'refused' ? reading.reasons.map(({ field }) => field) : []);

describe('a case event', () => {
  it('is kept without anything in clear that names the case or the victim', () => {
    const reading = readCaseEvent(event({ contact: jweOf(sealed) }), context);
    if (reading.kind !== 'read') throw new Error('refused');
    expect(JSON.stringify(reading.event)).not.toMatch(/CR-2026|V-77120|ciphertext|Y2lwaGVy/);
    expect(reading.event).toMatchObject({ kind: 'closed', system: 'connect', contactGiven: true });
  });

  it.each([
    ['the name of the victim', { victimName: 'Ana Example' }, 'data.victimName'],
    ['a narrative', { narrative: 'long' }, 'data.narrative'],
    ['a suspect', { suspect: { name: 'x' } }, 'data.suspect'],
    ['an address in clear', { address: '1 Example Street' }, 'data.address'],
  ])('with %s is refused, the field is named and its content is not', (_, extra, field) => {
    const reading = readCaseEvent(event(extra), context);
    expect(codes(reading)).toEqual(['field-not-accepted']);
    expect(fields(reading)).toEqual([field]);
    expect(JSON.stringify(reading)).not.toMatch(/Ana|long|Street/);
  });

  it.each(['subject', 'contact', 'comment'])(
    'with an attribute of the envelope that is not known (%s) is refused, named and not repeated',
    (name) => {
      const reading = readCaseEvent(event({}, { [name]: 'Ana Example, 020 7946 0018' }), context);
      expect(codes(reading)).toEqual(['field-not-accepted']);
      expect(fields(reading)).toEqual([name]);
      expect(JSON.stringify(reading)).not.toMatch(/Ana|7946/);
    },
  );

  it('may carry what libraries of CloudEvents add by themselves', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const added = { traceparent, tracestate: 'a=1', sequencetype: 'Integer', partitionkey: '7', dataschema: 'urn:x:1' };
    expect(readCaseEvent(event({}, added), context).kind).toBe('read');
  });

  it('of a merger names the record that survives, also where another system holds it', () => {
    const merged = (more: object) => {
      const data = { caseReference: 'R-1', intoCaseReference: 'R-1', ...more };
      const reading = readCaseEvent({ ...examplePoliceEvent, type: 'police.case.merged.v1', data }, context);
      return reading.kind === 'read' ? reading.event.otherCaseKeys![0] : null;
    };
    expect(merged({})).toBe(hash.of('case', '01', 'connect', 'R-1')[0]);
    expect(merged({ intoSystem: 'niche' })).toBe(hash.of('case', '01', 'niche', 'R-1')[0]);
  });

  it('with a field whose very name could be a detail is refused without repeating it', () => {
    const reading = readCaseEvent(event({ 'Ana Example': 1 }), context);
    expect(JSON.stringify(reading)).not.toContain('Ana');
  });

  it.each([
    ['an object', { name: { first: 'Ana' } }, 'contact-not-encrypted'],
    ['a text', 'Ana Example, 020 7946 0018', 'contact-not-encrypted'],
    ['five parts that are no JWE', 'a.b.c.d.e', 'contact-not-encrypted'],
    ['RSA', jweOf({ ...sealed, alg: 'RSA-OAEP' }), 'contact-wrong-encryption'],
    ['another curve', jweOf({ ...sealed, epk: { crv: 'P-256' } }), 'contact-wrong-encryption'],
    ['another cipher', jweOf({ ...sealed, enc: 'A128CBC-HS256' }), 'contact-wrong-encryption'],
    ['no key named', jweOf({ ...sealed, kid: undefined }), 'contact-wrong-encryption'],
    ['a key that is not the vault’s', jweOf({ ...sealed, kid: 'old' }), 'contact-wrong-encryption'],
  ])('with a contact that is %s is refused before anything else is looked at', (_, contact, code) => {
    const reading = readCaseEvent(event({ contact, unit: 17, victimName: 'x' }, { specversion: '0' }), context);
    expect(codes(reading)).toEqual([code]);
    expect(JSON.stringify(reading)).not.toMatch(/Ana|7946/);
  });

  it('whose key cannot be checked, because the vault is not reachable, is taken', () => {
    const contact = jweOf({ ...sealed, kid: 'new' });
    expect(readCaseEvent(event({ contact }), { ...context, keyIds: null }).kind).toBe('read');
  });

  it.each([
    ['of another force', event({}, { source: '/forces/48/systems/niche' }), ['force-not-yours']],
    ['of an unknown kind', event({}, { type: 'police.case.forgotten.v1' }), ['unknown-kind']],
    ['without an outcome', event({ outcomeCode: undefined }), ['field-missing']],
    ['without most fields', { ...examplePoliceEvent, data: {} }, Array(10).fill('field-missing')],
    ['from a clock that runs ahead', event({}, { time: '2026-05-22T10:00:01Z' }), ['event-in-future']],
    ['with U+0000 in a text', event({ unit: 'a\u0000b' }), ['field-invalid']],
    ['with half a surrogate pair in a text', event({ unit: 'a\ud800b' }), ['field-invalid']],
    ['that is an array', [], ['malformed-json']],
    ['that is null', null, ['malformed-json']],
  ])('%s is refused with the reason', (_, value, expected) => {
    expect(codes(readCaseEvent(value, context))).toEqual(expected);
  });

  it('has the same digest with another contact and another order of its fields, and another digest with other content', () => {
    const digestOf = (data: object) => {
      const reading = readCaseEvent({ ...examplePoliceEvent, data }, context);
      return reading.kind === 'read' ? reading.event.digests[0] : null;
    };
    const first = { ...exampleClosure, contact: jweOf(sealed) };
    const again = Object.fromEntries(Object.entries({ ...first, contact: jweOf({ ...sealed, x: 1 }) }).reverse());
    expect(digestOf(again)).toBe(digestOf(first));
    expect(digestOf({ ...first, outcomeCode: '15' })).not.toBe(digestOf(first));
    expect(digestOf({ ...first, contact: null })).not.toBe(digestOf(first));
  });

  it('means the same case and victim under a new key as long as the earlier one is kept', () => {
    const rotated = new KeyedHash([Buffer.alloc(32, 2), Buffer.alloc(32, 1)]);
    const [before, after] = [hash, rotated].map((used) => {
      const reading = readCaseEvent(event({}), { ...context, hash: used });
      if (reading.kind !== 'read') throw new Error('refused');
      return reading.event;
    });
    expect(after!.caseKeys![1]).toBe(before!.caseKeys![0]);
    expect(after!.victimKeys![1]).toBe(before!.victimKeys![0]);
    expect(after!.digests[1]).toBe(before!.digests[0]);
  });

  it('that nests thousands deep is refused like any other', () => {
    const deep = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown;
    expect(codes(readCaseEvent(event({ unit: deep }), context))).toEqual(['field-invalid']);
    expect(codes(readCaseEvent({ ...examplePoliceEvent, data: deep }, context))).toEqual(['field-invalid']);
    expect(codes(readCaseEvent(event({}, { more: deep, sequence: 'x' }), context))).toEqual([
      'field-invalid',
      'field-not-accepted',
    ]);
  });

  it('never makes the reader throw, whatever it is, and never leaks a contact in clear', () => {
    const secret = 'Ana Example 02079460018';
    const anything = fc.oneof(
      fc.json().map((text) => JSON.parse(text) as unknown),
      fc.record(
        {
          specversion: fc.constantFrom('1.0', '0.3', 1),
          id: fc.oneof(fc.string(), fc.constant(null)),
          source: fc.constantFrom('/forces/01/systems/connect', '/forces/48/systems/x', '', 7),
          type: fc.oneof(fc.constantFrom(...policeEventTypes), fc.string()),
          time: fc.oneof(fc.constant('2026-05-19T16:02:11Z'), fc.string()),
          sequence: fc.oneof(fc.integer(), fc.string(), fc.constant(Number.MAX_VALUE)),
          caseversion: fc.oneof(fc.integer(), fc.constant(undefined)),
          data: fc.oneof(
            fc.jsonValue(),
            fc.record({
              contact: fc.constantFrom(secret, [secret], { [secret]: secret }),
              caseReference: fc.jsonValue(),
            }),
          ),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const reading = readCaseEvent(value, context);
        expect(reading.kind === 'read' || reading.reasons.length > 0).toBe(true);
        expect(JSON.stringify(reading)).not.toContain(secret);
      }),
      { numRuns: 200 },
    );
  });
});
