import type { Request, Response } from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { box, derive } from '../keys/crypto.js';
import { Guesses, networkOf } from './guesses.js';
import { draftOf, Sessions, type Session } from './session.js';

afterEach(() => void vi.useRealTimers());

const key = Buffer.alloc(32, 7);

describe('a session', () => {
  const holding = (...keys: [string, ...string[]]): Sessions =>
    new Sessions({ SESSION_KEY: keys, PUBLIC_URL: 'https://survey.example', SESSION_MINUTES: 20 });
  const sessions = holding('k'.repeat(43));
  const session: Session = {
    surveyId: '4f6c1e9a-6a7e-4e57-8a0b-2f6f2f0f8a11',
    ...draftOf(key, 'token'),
    visit: 2,
    way: 'link',
    mark: Buffer.alloc(16, 7),
  };
  const keptBy = (keeps: Sessions): { cookie: string; visit: string } => {
    const locals = { visit: '' };
    let cookie = '';
    keeps.keep(
      {
        cookie: (name: string, value: string) => (cookie = `${name}=${value}`),
        setHeader: () => undefined,
        locals,
      } as unknown as Response,
      session,
    );
    return { cookie, visit: locals.visit };
  };
  const kept = (): Request => ({ headers: { cookie: keptBy(sessions).cookie } }) as Request;

  it('is in her browser alone, and says nothing there', () => {
    const request = kept();
    expect(sessions.of(request)).toMatchObject(session);
    expect(Buffer.from(request.headers.cookie!.split('=')[1]!, 'base64url').toString('latin1')).not.toContain(
      '4f6c1e9a',
    );
  });

  it('of another release, of other content, is none', () => {
    const clear = Buffer.from(JSON.stringify({ survey: session.surveyId, visit: 1, at: Date.now() }));
    const value = box(derive(Buffer.from('k'.repeat(43), 'base64url'), 'session'), clear, '__Host-page');
    const cookie = `__Host-page=${value.toString('base64url')}`;
    expect(sessions.of({ headers: { cookie } } as Request)).toBeUndefined();
  });

  it('goes on while its key is exchanged, on instances that have it and on those that do not yet close with it', () => {
    const [before, next] = ['k'.repeat(43), 'n'.repeat(43)];
    const sessionsOfThen = [holding(before), holding(before, next), holding(next, before), holding(next)];
    for (const [at, keeps] of sessionsOfThen.entries()) {
      const { cookie, visit } = keptBy(keeps);
      const beside = sessionsOfThen.filter((_, other) => Math.abs(other - at) <= 1);
      for (const one of beside) {
        expect(one.of({ headers: { cookie } } as Request)).toMatchObject(session);
        expect(one.of({ method: 'POST', headers: { cookie }, body: { visit } } as Request)).toMatchObject(session);
      }
      const afterwards = sessionsOfThen[at + 3]?.of({ headers: { cookie } } as Request);
      expect(afterwards, 'an old key that was taken away opens nothing').toBeUndefined();
    }
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

  it('knows one network of IPv6, however its addresses are written, and whichever of its 65,536 parts they are in', () => {
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:0DB8:0:0::2'));
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:ffff::1'));
    expect(networkOf('2001:db8:1::1')).not.toBe(networkOf('2001:db8:2::1'));
    expect(networkOf('::1')).toBe(networkOf('0:0:0:0:0:0:0:2'));
    expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'));
    expect(networkOf('::ffff:198.51.100.7')).toBe('198.51.100');
  });

  it('refuses nobody for how many others wait: one from a clean network waits, also where her link was tried from elsewhere', async () => {
    const guesses = new Guesses();
    const crowd = Array.from({ length: 13 }, (_, place) => `198.18.${place}.9`);
    for (let i = 0; i < 2010; i += 1) await guesses.failed(crowd[i % 13]!, i % 300 === 0 ? 'her link' : `made up ${i}`);
    let end = () => {};
    const held = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
    const tries = crowd.flatMap((network) =>
      Array.from({ length: 8 }, (_, place) => guesses.inTurn(network, `${network} ${place}`, () => held)),
    );
    const others = [
      guesses.inTurn('203.0.113.9', 'another link', async () => 'opened'),
      guesses.inTurn('203.0.113.9', 'her link', async () => 'opened'),
    ];
    expect(await Promise.all(others)).toEqual(['opened', 'opened']);
    end();
    expect((await Promise.all(tries)).filter((answer) => answer === 'busy')).toHaveLength(4);
  }, 30_000);

  it('lets her neighbour in the network wait, where somebody keeps all its places taken', async () => {
    const guesses = new Guesses();
    for (const [hers, his] of [
      ['203.0.113.9', '203.0.113.10'],
      ['2001:db8:1:100::1', '2001:db8:1:200::1'],
    ] as const) {
      for (let i = 0; i < 11; i += 1) await guesses.failed(his, his);
      const tries = Array.from({ length: 9 }, (_, place) => guesses.inTurn(his, `made up ${place}`, async () => 'in'));
      expect(await guesses.inTurn(hers, 'her link', async () => 'opened')).toBe('opened');
      expect((await Promise.all(tries)).filter((answer) => answer === 'busy')).toHaveLength(1);
    }
  });

  it('lets the first tries of another network and link pass at once', async () => {
    const guesses = new Guesses();
    for (let i = 0; i < 30; i += 1) await guesses.failed('198.51.100.7', 'one link');
    expect(await guesses.inTurn('203.0.113.9', 'another link', async () => 'opened')).toBe('opened');
  });

  it('lets her in from her own network while somebody else holds tries of her link open', async () => {
    const guesses = new Guesses();
    let end = () => {};
    const held = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
    const tries = Array.from({ length: 9 }, () => guesses.inTurn('198.51.100.7', 'her link', () => held));
    expect(await guesses.inTurn('203.0.113.9', 'her link', async () => 'opened')).toBe('opened');
    end();
    const ended = await Promise.all(tries);
    expect(ended.filter((answer) => answer === 'busy')).toHaveLength(4);
    expect(ended.filter((answer) => answer === undefined)).toHaveLength(5);
  });

  it('lets eight tries of a network wait, and a hundred of all; further ones hear at once that it is busy', async () => {
    const guesses = new Guesses();
    const networks = Array.from({ length: 20 }, (_, place) => `203.0.${place}.9`);
    for (const network of networks) for (let i = 0; i < 11; i += 1) await guesses.failed(network, network);
    const tries = networks.flatMap((network) =>
      Array.from({ length: 15 }, (_, place) =>
        guesses.inTurn(network, `${network} ${place}`, async () => 'looked at').then((answer) => ({ network, answer })),
      ),
    );
    const looked = (await Promise.all(tries)).filter(({ answer }) => answer === 'looked at');
    expect(looked).toHaveLength(100);
    for (const network of networks)
      expect(looked.filter((one) => one.network === network).length).toBeLessThanOrEqual(8);
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
    expect((await Promise.all(crowd)).filter((answer) => answer === 'busy')).toHaveLength(45);
    expect({ looked, most }).toEqual({ looked: 5, most: 1 });
    expect(await guesses.inTurn('198.51.100.7', 'one link', async () => 'opened')).toBe('opened');
  });
});

describe('a draft', () => {
  it('is found and opened by different halves of what comes from her hand and our key', () => {
    const { draftId, draftKey } = draftOf(key, 'token');
    expect(draftId.equals(draftKey)).toBe(false);
    expect(draftOf(key, 'token').draftKey.equals(draftKey)).toBe(true);
    expect(draftOf(key, 'other').draftKey.equals(draftKey)).toBe(false);
    expect(draftOf(Buffer.alloc(32, 8), 'token').draftKey.equals(draftKey)).toBe(false);
  });
});
