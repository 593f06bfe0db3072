import { contractedDoors, mountedDoors } from '@answerable/access';
import { responseCollectionApi } from '@answerable/contracts';
import { Client } from 'pg';
import { describe, expect, it, test, vi } from 'vitest';
import { opened, Visitor } from '../browser.js';
import { cryptoAsked } from './crypto-asked.js';
import { linksThatDoNotOpen, survey } from './running.js';

test('no route is mounted beside those of the contract, and each is open to whom it says', () => {
  expect(mountedDoors(survey.service.app)).toEqual(contractedDoors(responseCollectionApi));
});

describe('work asked of the database', () => {
  const ours = /\b(surveys|drafts|records)\b/;
  const original = Client.prototype.query;
  const during = async (work: () => Promise<unknown>): Promise<{ client: unknown; sql: string }[]> => {
    const asked: { client: unknown; sql: string }[] = [];
    const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
      const [first] = given as [string | { text: string }];
      asked.push({ client: this, sql: typeof first === 'string' ? first : first.text });
      return original.apply(this, given as never) as never;
    });
    await work().finally(() => spy.mockRestore());
    return asked;
  };

  /** Statements on our tables, and every other one of the transactions they are in; what runs beside a request is left out. */
  const ofOurs = (asked: readonly { client: unknown; sql: string }[]) => {
    const transactions = [...new Set(asked.map(({ client }) => client))].flatMap((client) => {
      const own = asked.filter((one) => one.client === client);
      const ends = own.flatMap(({ sql }, place) => (/^(commit|rollback)$/i.test(sql.trim()) ? [place] : []));
      return ends.map((end) =>
        own.slice(
          own.slice(0, end).findLastIndex(({ sql }) => /^begin/i.test(sql.trim())),
          end + 1,
        ),
      );
    });
    // On a slow machine surveys are ended (`expire-surveys`) while we look.
    const beside = new Set(transactions.filter((one) => one.some(({ sql }) => /^\s*with due/.test(sql))).flat());
    const inside = new Set(transactions.filter((one) => one.some(({ sql }) => ours.test(sql))).flat());
    return asked.filter((one) => !beside.has(one) && (ours.test(one.sql) || inside.has(one)));
  };

  /** Every link and code that does not open, as a page and what is typed there. */
  const tries = async (): Promise<(readonly [way: string, page: string, form: Record<string, string>])[]> => {
    const { links, codes } = await linksThatDoNotOpen();
    return [
      ...links.map(([token, word]) => ['link', `/l/${token}`, { word }] as const),
      ...codes.map((code) => ['code', '/', { code }] as const),
    ];
  };

  it('is the same for every link and every code that does not open, whatever is wrong with it: the time it takes tells nothing', async () => {
    const asked = new Map<string, string[][]>();
    for (const [way, page, form] of await tries()) {
      const other = await new Visitor(survey.url).get(page);
      const statements = await during(() => other.post(page, form));
      expect(other.heading).toBe('That did not open');
      asked.set(way, [...(asked.get(way) ?? []), statements.map(({ sql }) => sql).filter((sql) => ours.test(sql))]);
    }
    expect(asked.get('link')).toHaveLength(7);
    expect(asked.get('code')).toHaveLength(7);
    for (const [way, each] of asked) {
      expect(each[0], way).toHaveLength(1);
      for (const statements of each) expect(statements, way).toEqual(each[0]);
    }
  });

  it('is the same of the cryptography too, whatever is wrong with a link or a code', async () => {
    const asked = new Map<string, Set<string>>();
    for (const [way, page, form] of await tries()) {
      const visitor = await new Visitor(survey.url).get(page);
      cryptoAsked.length = 0;
      await visitor.post(page, form);
      asked.set(way, (asked.get(way) ?? new Set()).add(cryptoAsked.join(' ')));
    }
    for (const [way, works] of asked) expect([...works], way).toEqual([expect.stringContaining('hmac')]);
    expect([...asked.get('link')!][0]).toContain('hmac same');
  });

  it('is the same for everybody: one statement to show a page, two to keep an answer, and four round trips to send, all told', async () => {
    for (const [answer, message] of [
      ['completely-satisfied', undefined],
      ['not-sure', 'a message of some length'],
    ] as const) {
      const visitor = await opened(survey.url, await survey.issued());
      expect((await during(() => visitor.get('/q/2'))).filter(({ sql }) => ours.test(sql))).toHaveLength(1);
      const keep = await during(() =>
        visitor.send('/q/1', {
          method: 'POST',
          body: visitor.form({ action: 'continue', answer }),
        }),
      );
      expect(keep.filter(({ sql }) => ours.test(sql))).toHaveLength(2);
      if (message) await visitor.post('/q/30', { action: 'continue', answer: message });
      await visitor.get('/check');
      const sent = await during(() => visitor.send('/check', { method: 'POST', body: visitor.form() }));
      const all = ofOurs(sent).map(({ sql }) => sql.trim().split(/\s+/).slice(0, 2).join(' '));
      expect(all).toEqual(['select s.survey_id', 'begin', 'with closed', 'commit']);
    }
  });
});
