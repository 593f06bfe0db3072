import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feed, Receipt, Reconciliation, UnitSignal } from '@answerable/contracts';
import { type Platform, startPlatform } from '@answerable/platform';
import {
  addDays,
  Caller,
  cellOf,
  Clocks,
  imagine,
  Journal,
  type Life,
  londonInstant,
  Mailbox,
  planFaults,
  PlantedFaults,
  PoliceForces,
  unknownCode,
  wrongCode,
} from '@answerable/simulate';
import { checkout, eventually, launchBrowser, readStackEnv } from '@answerable/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * A simulated force lives through May 2026 with faults planted into what it sends: closures lost, events sent twice, unknown codes,
 * outcomes of a wrong class put right late, and units that keep victims out: one withholds contacts, one removes cases and merges them
 * away, one parks cases as live, never closes others and gives wrong numbers. What the feed, the reconciliation and the signals say is
 * compared with what was planted: exactly that, and nothing else.
 */
const month = '2026-05';
const signedOn = '2026-06-08';
const units = { withholds: 'AS BCU Sapphire team 2', loses: 'AS BCU Sapphire team 1', parks: 'AS BCU CID' };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const lives = imagine({ seed: 11, from: month, to: month, closuresAMonth: [150, 150] });
const plan = planFaults(lives, units);
const planted = new PlantedFaults(plan);
const vanished = [...plan.removed, ...plan.mergedAway];
/** What the force says it closed: it counts no case that it took away again. */
const own = lives.filter((life) => life.force === '01' && !vanished.includes(life));

let platform: Platform;
let mailbox: Mailbox;
let browser: Browser;
let clocks: Clocks;
let police: PoliceForces;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  const only = ['reporting', 'survey-delivery', 'case-intake', 'portal-readers'] as const;
  platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    clock: () => londonInstant('2026-05-01', 9),
    only,
  });
  clocks = new Clocks(Object.fromEntries(only.map((app) => [app, platform.url(app)])));
  browser = await launchBrowser();
  const doors = {
    caseIntake: platform.url('case-intake'),
    surveyDelivery: platform.url('survey-delivery'),
    reporting: platform.url('reporting'),
    survey: '',
  };
  const journal = new Journal(join(await mkdtemp(join(tmpdir(), 'planted-')), 'journal.ndjson'));
  police = new PoliceForces(doors, lives, journal, '2026-05-01', planted);
  for (let day = '2026-05-01'; day <= '2026-06-05'; day = addDays(day, 1)) {
    await clocks.set(londonInstant(day, 9));
    await police.report(day);
  }
  await clocks.set(londonInstant(signedOn, 9));
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await mailbox?.close();
});

const officerOf = (force: string): Caller => new Caller(`data-officer-${force}`, platform.url('case-intake'));
const sequencesOf = (faults: readonly { readonly sequence: number }[]): number[] =>
  faults.map(({ sequence }) => sequence);
const outcomeOn = (life: Life, day: string): string =>
  life.revision && life.revision.on <= day ? life.revision.outcomeCode : life.outcomeCode;

/** Cells that must differ: a case missing in its cell, or counted in another one than the force counted it in. */
function expectedDifferences(
  missing: readonly Life[],
  moved: readonly { life: Life; from: string; to: string }[],
): Map<string, number> {
  const cells = new Map<string, number>();
  const add = (life: Life, code: string, by: number): void => {
    const cell = JSON.stringify(cellOf(life, code));
    cells.set(cell, (cells.get(cell) ?? 0) + by);
  };
  for (const life of missing) add(life, life.outcomeCode, 1);
  for (const { life, from, to } of moved) {
    add(life, from, 1);
    add(life, to, -1);
  }
  return new Map([...cells].filter(([, difference]) => difference !== 0));
}

function differencesIn({ rows }: Reconciliation): Map<string, number> {
  return new Map(
    rows.flatMap(({ unit, offenceGroup, outcomeClass, difference }) =>
      difference ? [[JSON.stringify({ unit, offenceGroup, outcomeClass }), difference] as const] : [],
    ),
  );
}

async function signIn(username: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: platform.url('portal-readers') })).newPage();
  const { password } = readStackEnv().demoUsers.find((user) => user.username === username)!;
  await page.goto('/');
  await eventually(async () => {
    await page.fill('#username', username);
    await page.fill('#password', password);
    await Promise.all([page.waitForEvent('load'), page.click('#kc-login')]);
    if (!page.url().startsWith(platform.url('portal-readers'))) throw new Error(`${username} was not let in`);
  });
  return page;
}

async function look(page: Page, name: string): Promise<string> {
  await page.evaluate(axe);
  const faults = await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, help }) => id + ": " + help))',
  );
  expect(faults, page.url()).toEqual([]);
  await page.screenshot({ path: join(checkout, 'test-results', `data-officer-${name}.png`), fullPage: true });
  return (await page.innerText('main')).replaceAll(/\s+/g, ' ');
}

interface Rejections {
  rejections: { sequence: number; receipt: Receipt }[];
  open: { code: string; count: number }[];
}

describe('the feed', () => {
  it('names the numbers that were lost and the codes that are unknown, and nothing else', async () => {
    const { sources } = await officerOf('01').get<Feed>('/v1/feed');
    const named = sources[0]!.gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    expect(named).toEqual(sequencesOf(planted.lost));
    expect(planted.lost.length).toBeGreaterThan(2);
    expect(sources[0]).toMatchObject({ silent: false, alarms: 0, sentByTwoSystems: 0, withoutFacts: 0 });
    // Whether a contact can be read is known once Victim Support has opened it.
    const { rejections, open } = await eventually(async () => {
      const found = await officerOf('01').get<Rejections>('/v1/rejections');
      expect(found.rejections).toHaveLength(planted.unknown.length + plan.unusable.length);
      return found;
    });
    expect(open.toSorted((one, other) => one.code.localeCompare(other.code))).toEqual([
      { code: 'contact-unreadable', count: plan.unusable.length },
      { code: 'unknown-outcome-code', count: planted.unknown.length },
    ]);
    expect(sequencesOf(rejections.filter(({ receipt }) => receipt.status === 'rejected'))).toEqual(
      sequencesOf(planted.unknown),
    );
    expect(JSON.stringify(rejections)).toContain(`Outcome code ${unknownCode} is not in the table`);
  });

  it('of the other force, in which nothing was planted, is clean', async () => {
    const { sources } = await officerOf('48').get<Feed>('/v1/feed');
    expect(sources).toMatchObject([{ gaps: [], openRejections: [], alarms: 0 }]);
  });
});

describe('the data officer, in the browser', () => {
  let page: Page;
  beforeAll(async () => {
    page = await signIn('data-officer-01');
  });

  it('sees the gaps and the refused events with what to change', async () => {
    const feed = await look(page, 'feed');
    expect(feed).toContain('/forces/01/systems/connect');
    const lost = sequencesOf(planted.lost);
    for (const from of lost.filter((number) => !lost.includes(number - 1))) {
      let to = from;
      while (lost.includes(to + 1)) to += 1;
      expect(feed).toContain(` ${from} ${to} ${to - from + 1} `);
    }
    await page.goto('/rejections');
    expect(await look(page, 'rejections')).toContain('correct it with a higher caseversion');
    await page.goto('/receipts');
    await look(page, 'receipts');
  });

  it('signs the control totals as the case system counts them', async () => {
    await page.goto(`/control-totals?month=${month}`);
    await look(page, 'control-totals');
    const cells = Map.groupBy(own, (life) => JSON.stringify(cellOf(life, outcomeOn(life, signedOn))));
    const lines = [...cells].map(([cell, of]) => {
      const { unit, offenceGroup, outcomeClass } = JSON.parse(cell) as ReturnType<typeof cellOf>;
      return [unit, offenceGroup, outcomeClass, of.length].join('\t');
    });
    await page.fill('#lines', lines.join('\n'));
    await page.click('button:has-text("Sign for")');
    await page.waitForURL(/done=totals-signed/);
    const text = await look(page, 'reconciliation');
    expect(text).toContain('missing here');
    expect(text).toContain('more than you say');
  });

  it('explains one difference, and the others stay open', async () => {
    await page.click('summary:has-text("Explain") >> nth=0');
    await page.fill('textarea >> nth=0', 'The export of 12 May was cut off; it is sent again this week.');
    await page.click('details[open] button:has-text("Save")');
    await page.waitForURL(/done=explained/);
    expect(await look(page, 'explained')).toContain('The export of 12 May was cut off');
  });

  it('never sees the signals', async () => {
    expect((await page.goto('/signals'))!.status()).toBe(403);
  });
});

describe('what a force explains', () => {
  it('is judged by the auditor, who sees every difference of each force and how it is explained', async () => {
    const auditor = await signIn('auditor-1');
    await auditor.goto(`/differences?month=${month}`);
    const text = await look(auditor, 'differences');
    expect(text).toContain('The export of 12 May was cut off');
    const differences = (await officerOf('01').get<Reconciliation>(`/v1/reconciliation?month=${month}`)).rows.filter(
      ({ difference }) => difference,
    );
    expect(text.split('not explained').length - 1, 'the others are open').toBe(differences.length - 1);
    expect(text).toContain('City of London Police');
  });

  it('is the force’s own otherwise: nobody else of the police or of Parliament reads it', async () => {
    for (const who of ['data-officer-01', 'police-lead-48', 'publisher-01', 'mp-peckham', 'vs-lead-1']) {
      const answer = await new Caller(who, platform.url('case-intake')).send(
        'GET',
        `/v1/reconciliations?month=${month}`,
      );
      expect([401, 403], who).toContain(answer.status);
    }
  });
});

describe('the reconciliation', () => {
  const read = (force = '01') => officerOf(force).get<Reconciliation>(`/v1/reconciliation?month=${month}`);

  it('differs in exactly the cells of lost, unknown and wrongly coded closures', async () => {
    const found = await read();
    const missing = [...planted.lost, ...planted.unknown].map(({ life }) => life);
    expect(differencesIn(found)).toEqual(
      expectedDifferences(
        missing,
        planted.miscoded.map(({ life }) => ({ life, from: life.outcomeCode, to: wrongCode })),
      ),
    );
    expect(found).toMatchObject({
      declared: own.length,
      received: own.length - missing.length,
      quarantined: planted.unknown.length,
      lateArrivals: 0,
      missingSince: '2026-05-31',
      missingDays: 8,
    });
  });

  it('differs, after the late corrections, only in what was lost; what waited is counted as late', async () => {
    await clocks.set(londonInstant('2026-06-25', 9));
    await police.report('2026-06-25');
    const found = await read();
    expect(differencesIn(found)).toEqual(
      expectedDifferences(
        planted.lost.map(({ life }) => life),
        // What the force revised after it had signed, as forces do, is no difference.
        [],
      ),
    );
    expect(found).toMatchObject({ quarantined: 0, lateArrivals: planted.unknown.length, missingDays: 25 });
    expect((await officerOf('01').get<Feed>('/v1/feed')).sources[0]!.openRejections).toEqual([
      { code: 'contact-unreadable', count: plan.unusable.length },
    ]);
  });
});

describe('the signals', () => {
  it('name each unit that keeps victims out for what it does, and for that alone', async () => {
    const withheld = plan.withheld.length;
    expect(withheld).toBeGreaterThan(10);
    // A count of many months that took long pauses for nine times its length.
    const signals = await eventually(
      async () => {
        const found = await new Caller('vs-lead-1', platform.url('reporting')).get<UnitSignal[]>(
          '/v1/signals?months=2',
        );
        expect(found.reduce((sum, { closures }) => sum + closures, 0)).toBe(
          lives.length - vanished.length - planted.lost.length,
        );
        expect(found.find(({ unit }) => unit === units.parks)!.contactUnusable).toBe(plan.unusable.length);
        return found;
      },
      { timeoutMs: 90_000 },
    );
    const named = signals.filter(({ stands }) => stands.length > 0);
    const stands = Object.fromEntries(named.map(({ unit, stands }) => [unit, stands]));
    expect(named.every(({ force }) => force === '01')).toBe(true);
    expect(stands).toEqual({
      [units.withholds]: [expect.stringMatching(/^no contact details: \d+ of \d+ closures/)],
      [units.loses]: [
        expect.stringMatching(/^removed after they were sent: 6 of \d+ cases/),
        expect.stringMatching(/^merged into another record, or cancelled as its duplicate: 7 of \d+ cases/),
        expect.stringMatching(/nobody is asked: 7 of \d+ cases, where none are expected/),
      ],
      [units.parks]: [
        expect.stringMatching(/^contact details that could not be used: 6 of \d+ closures/),
        expect.stringMatching(/^kept as waiting for the court: 5 of \d+ closures/),
        expect.stringMatching(/^open for more than twelve months: 6 of 6 open cases/),
      ],
    });
    const [lost, of] = [plan.lost, own.filter(({ unit }) => unit === units.withholds)];
    const arrived = of.filter((life) => !lost.includes(life));
    expect(signals.find(({ unit, force }) => unit === units.withholds && force === '01')).toMatchObject({
      closures: arrived.length,
      contactMissing: arrived.filter((life) => life.person.telephone === null || plan.withheld.includes(life)).length,
    });
  }, 120_000);

  it('are shown to the auditor, with the reference they are held against', async () => {
    const page = await signIn('auditor-1');
    await page.goto('/signals');
    const text = await look(page, 'signals');
    expect(text).toContain('no contact details');
    expect(text).toContain('where 11 in 100 are expected');
  });

  it('are refused to everybody of the police and to MPs', async () => {
    for (const who of ['data-officer-01', 'police-lead-01', 'publisher-01', 'mp-peckham']) {
      const answer = await new Caller(who, platform.url('reporting')).send('GET', '/v1/signals');
      expect([401, 403], who).toContain(answer.status);
    }
  });
});
