import { describe, expect, it } from 'vitest';
import { Guesses, networkOf } from './guesses.js';
import { draftOf } from './session.js';

describe('a limit on guesses', () => {
  it('counts networks, not addresses', () => {
    expect(networkOf('198.51.100.7')).toBe(networkOf('::ffff:198.51.100.200'));
    expect(networkOf('2001:db8:1:2:3::4')).toBe(networkOf('2001:db8:1:2:ffff::1'));
    expect(networkOf('198.51.101.7')).not.toBe(networkOf('198.51.100.7'));
  });

  it('lets the first tries of another network and link pass at once', async () => {
    const guesses = new Guesses();
    for (let i = 0; i < 30; i += 1) await guesses.failed('198.51.100.7', 'one link');
    await guesses.slowDown('203.0.113.9', 'another link');
  });
});

describe('a draft', () => {
  it('is found and opened by different halves of what comes from her link', () => {
    const { draftId, draftKey } = draftOf('token');
    expect(draftId.equals(draftKey)).toBe(false);
    expect(draftOf('token').draftKey.equals(draftKey)).toBe(true);
    expect(draftOf('other').draftKey.equals(draftKey)).toBe(false);
  });
});
