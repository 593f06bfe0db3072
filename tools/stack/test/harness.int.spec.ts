import { describe, expect, it } from 'vitest';
import pg from 'pg';
import { eventually, launchBrowser, testDatabase, testTopics, tokenFor } from '../src/index.js';

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

describe('harness', () => {
  it('db', async () => {
    const db = await testDatabase([], 'case_intake');
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    console.log((await client.query('select current_user, current_database()')).rows);
    await client.end();
    await db.drop();
  });
  it('topics', async () => {
    console.time('topics');
    const topics = await testTopics();
    console.timeEnd('topics');
    await topics.drop();
    console.timeEnd('topics');
  });
  it('tokens', async () => {
    for (const who of ['publisher-01', 'caseworker-1', 'mp-peckham', 'data-officer-48']) console.log(claimsOf(await tokenFor(who)));
  });
  it('browser', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.setContent('<h1>Hello</h1>');
    expect(await page.locator('h1').textContent()).toBe('Hello');
    await browser.close();
  });
});
