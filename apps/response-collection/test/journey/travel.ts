import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Language } from '@answerable/contracts';
import { path, questionnaireOf, textsOf, type Answers, type LanguageTexts } from '@answerable/questionnaire';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestSurvey } from '../setup.js';
import { lookAt } from './look.js';

const version = '2026-1';
const { items } = questionnaireOf(version);
/** Conditions of follow-ups: the item, an answer that opens them, and one that does not. */
const branches = [...new Map(items.flatMap(({ when }) => (when ? [[when.item, when] as const] : []))).values()].map(
  ({ item, is }) => {
    const parent = items.find(({ id }) => id === item)!;
    return { item, open: is[0]!, closed: parent.answers.find((code) => !is.includes(code))! };
  },
);

/** Every way through the branches, as the answers that lead there: the first opens all follow-ups, the last none. */
export const everyPath: readonly Answers[] = branches.reduce<Answers[]>(
  (ways, { item, open, closed }) =>
    ways.flatMap((way) => [
      { ...way, [item]: open },
      { ...way, [item]: closed },
    ]),
  [{}],
);

/** Places of the questions that somebody on this path is asked; the one whether she is safe has a page of its own. */
export const placesOf = (way: Answers): number[] =>
  path(version, way)
    .map((item) => items.indexOf(item))
    .filter((place) => place > 0);

/** What each page cost. */
interface Travelled {
  readonly places: number[];
  readonly bytes: number[];
  readonly requests: number[];
}

/** Beside the questions. */
const besides = ['/privacy', '/help', '/languages', '/withdraw'];
const pictured: readonly number[] = [4, 7, 30];

/** Goes all the way as a person does, by the words on the page, and answers as `way` says; with a script, axe looks at each page. */
export async function travel(survey: TestSurvey, page: Page, language: Language, way: Answers, script: boolean) {
  const t: LanguageTexts = textsOf(language);
  const issued = await survey.issued({ language });
  const costs = watch(survey);
  const log: Travelled = { places: [], bytes: [], requests: [] };
  const arrived = async (picture?: string) => {
    const { requests, bytes } = costs.since();
    log.requests.push(requests);
    log.bytes.push(bytes);
    expect(await page.title()).toBe(t.page.title);
    expect(await page.getAttribute('html', 'dir')).toBe(t.facts.dir);
    if (script) expect(await lookAt(page, picture && `${language} ${picture}`), page.url()).toEqual([]);
    costs.since();
  };
  const press = (label: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: label, exact: true }).click()]);

  await page.goto(`${survey.url}/l/${issued.token}?lang=${language}`);
  await arrived('1-landing');
  await page.getByLabel(t.entry.wordLabel).fill('blue kettle');
  await press(t.entry.open);
  await arrived('2-safe');
  await press(t.items.safe.answers.yes);
  await arrived('3-consent');
  await press(t.consent.agree);
  while (new URL(page.url()).pathname !== '/check' && log.places.length < items.length) {
    const place = Number(new URL(page.url()).pathname.split('/').at(-1));
    log.places.push(place);
    await arrived(pictured.includes(place) ? `4-question-${place}` : undefined);
    // Nothing chosen: the fault is said on the same page.
    if (script && place === 1) await press(t.page.continue).then(() => arrived());
    await answer(page, place, way, t);
    await press(t.page.continue);
  }
  for (const beside of script ? besides : []) {
    await page.goto(survey.url + beside);
    await arrived();
  }
  if (script) await page.goto(`${survey.url}/check`);
  await arrived('5-check');
  await page.getByLabel(t.check.wantCode).check();
  await press(t.check.send);
  await arrived('6-done');
  expect(await page.locator('h1').textContent()).toBe(t.done.heading);
  costs.end();
  return log;
}

async function answer(page: Page, place: number, way: Answers, t: LanguageTexts): Promise<void> {
  const { id, type } = items[place]!;
  if (type === 'text') return page.locator('textarea').fill(t.months[0]!);
  const offered = page.locator('input[name=answer]');
  const decided = way[id];
  if (decided !== undefined) return page.locator(`input[name=answer][value="${String(decided)}"]`).check();
  return offered.nth(place % Math.max(1, (await offered.count()) - 2)).check();
}

/** Requests and bytes, counted where they arrive: the browser reports what it had already as well. */
function watch(survey: TestSurvey) {
  const server = survey.service.app.getHttpServer() as Server;
  let seen = { requests: 0, bytes: 0 };
  const count = (_request: IncomingMessage, response: ServerResponse) => {
    seen.requests += 1;
    response.on('finish', () => (seen.bytes += Number(response.getHeader('content-length') ?? 0)));
  };
  server.on('request', count);
  return {
    since: () => {
      const before = seen;
      seen = { requests: 0, bytes: 0 };
      return before;
    },
    end: () => server.off('request', count),
  };
}
