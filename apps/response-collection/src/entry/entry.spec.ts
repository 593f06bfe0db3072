import type { Request, Response } from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Config } from '../config.js';
import { Guesses, networkOf } from './guesses.js';
import { draftOf, Sessions, type Session } from './session.js';

afterEach(() => void vi.useRealTimers());

describe('a session', () => {
  const sessions = new Sessions({
    SESSION_KEY: 'k'.repeat(43),
    PUBLIC_URL: 'https://survey.example',
    SESSION_MINUTES: 20,
  } as Config);
  const session: Session = {
    surveyId: '4f6c1e9a-6a7e-4e57-8a0b-2f6f2f0f8a11',
    ...draftOf('token'),
    visit: 2,
    mode: 'web',
  };
  const kept = (): Request => {
    let cookie = '';
    sessions.keep(
      {
        cookie: (name: string, value: string) => (cookie = `${name}=${value}`),
        setHeader: () => undefined,
      } as unknown as Response,
      session,
    );
    return { headers: { cookie } } as Request;
  };

  it('is in her browser alone, and says nothing there', () => {
    const request = kept();
    expect(sessions.of(request)).toMatchObject(session);
    expect(Buffer.from(request.headers.cookie!.split('=')[1]!, 'base64url').toString('latin1')).not.toContain(
      '4f6c1e9a',
    );
  });

  it('ends by itself after twenty minutes without a page', () => {
    vi.useFakeTimers();
    const request = kept();
    vi.advanceTimersByTime(20 * 60_000 - 1);
    expect(sessions.of(request)).toBeDefined();
    vi.advanceTimersByTime(2);
    expect(sessions.of(request)).toBeUndefined();
  });
});

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

  it('makes tries of one link wait for each other, so that many at once are no faster, and those of another link pass', async () => {
    const guesses = new Guesses();
    let [looked, atOnce, most] = [0, 0, 0];
    const look = async (): Promise<undefined> => {
      looked += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
    };
    const crowd = Array.from({ length: 50 }, () => guesses.inTurn('198.51.100.7', 'one link', look));
    expect(await guesses.inTurn('203.0.113.9', 'another link', async () => 'opened')).toBe('opened');
    await Promise.all(crowd);
    expect({ looked, most }).toEqual({ looked: 5, most: 1 });
    expect(await guesses.inTurn('198.51.100.7', 'one link', async () => 'opened')).toBe('opened');
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
