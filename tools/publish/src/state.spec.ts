import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readState, stateFor, writeState, type PublishState } from './state.js';

// Properties try many files; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const source = '/forces/01/systems/niche';
let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'publish-state-')), 'state.json');
});

const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const anyState: fc.Arbitrary<PublishState> = fc.record({
  source: fc.constant(source),
  nextSequence: number,
  file: fc.option(
    fc.record({
      digest: fc.string(),
      name: fc.string(),
      firstSequence: number,
      acknowledged: fc.nat(),
      finished: fc.boolean(),
      refused: fc.nat(),
    }),
  ),
});

describe('the state file of a source', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        await writeState(path, state);
        expect(await readState(path, source)).toEqual(state);
      }),
      { numRuns: 50 },
    );
  });

  it('that somebody damaged is an error, never a beginning at number 1', async () => {
    const state = { source, nextSequence: 7, file: null };
    const damaged = fc.oneof(
      fc.string(),
      fc.json(),
      fc.nat(JSON.stringify(state).length - 1).map((length) => JSON.stringify(state).slice(0, length)),
      fc
        .tuple(fc.constantFrom('source', 'nextSequence', 'file'), fc.jsonValue())
        .filter(([field, value]) => !(field === 'file' ? value === null : Number.isSafeInteger(value)))
        .map(([field, value]) => JSON.stringify({ ...state, [field]: value })),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (text) => {
        await writeFile(path, text);
        await expect(readState(path, source)).rejects.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  it('never gives a number again that was acknowledged, whatever was interrupted, abandoned or lost', async () => {
    const export_ = fc.record({
      digest: fc.constantFrom('a', 'b', 'c', 'd'),
      events: fc.integer({ min: 1, max: 20 }),
      sent: fc.nat(20),
      losesState: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(export_, { maxLength: 8 }), async (exports) => {
        let state: PublishState = { source, nextSequence: 1, file: null };
        let highest = 0;
        const numberOf = new Map<number, string>();
        for (const { digest, events, sent, losesState } of exports) {
          if (losesState) state = { source, nextSequence: 1, file: null };
          const given = await stateFor(state, { digest, name: digest, path, onOther: 'abandon' }, async () => highest);
          const { firstSequence, acknowledged: before, finished } = given.file;
          if (finished) continue;
          const acknowledged = Math.max(before, Math.min(events, sent));
          for (let at = before; at < acknowledged; at += 1) {
            const [event, sequence] = [`${firstSequence}:${digest}:${at}`, firstSequence + at];
            expect(numberOf.get(sequence) ?? event).toBe(event);
            numberOf.set(sequence, event);
            highest = Math.max(highest, sequence);
          }
          const file = { ...given.file, acknowledged, finished: acknowledged >= events };
          state = { source, nextSequence: firstSequence + acknowledged, file };
        }
        expect([...numberOf.keys()].sort((a, b) => a - b)).toEqual(Array.from(numberOf.keys(), (_, i) => i + 1));
      }),
    );
  });
});
