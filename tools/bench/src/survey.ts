import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { checkWordInput } from '@answerable/contracts';
import type { Platform } from '@answerable/platform';
import { Pool } from 'pg';
import { Pool as Connections } from 'undici';
import type { Figure, Say } from './figure.js';

const CONNECTIONS = 8;
const word = 'blue kettle';

/** Set as SURVEY_CODE_KEY of response-collection, so that the bench can make ways in. */
export const benchCodeKey = randomBytes(32).toString('base64url');

/** Question pages, GET and POST in turn, then submissions, each on eight connections; submissions beside plain SQL with the same rows. */
export async function surveyBench(platform: Platform, submissions: number, say: Say): Promise<Figure[]> {
  const url = platform.url('response-collection');
  const pool = new Pool({
    connectionString: platform.databaseUrl('response-collection', 'owner'),
    max: CONNECTIONS,
  });
  const connections = new Connections(url, { connections: CONNECTIONS });
  try {
    say(`opening ${submissions} surveys`);
    const tokens = await issue(pool, submissions);
    const phones = await inParallel(tokens, (token) => opened(connections, token));
    const times: number[] = [];
    const pagesBegan = performance.now();
    await inParallel(phones.slice(0, CONNECTIONS * 25), async (phone) => {
      for (let i = 0; i < 24; i += 1) {
        await timed(times, () => phone.get(`/q/${1 + (i % 4)}`));
        await timed(times, () => phone.post(`/q/${1 + (i % 4)}`, { action: 'skip' }));
      }
    });
    const pages = times.length / ((performance.now() - pagesBegan) / 1000);
    await inParallel(phones, (phone) => phone.get('/check'));
    const sendBegan = performance.now();
    await inParallel(phones, (phone) => phone.post('/check', {}));
    const rate = submissions / ((performance.now() - sendBegan) / 1000);
    const plain = await plainSql(pool, submissions);
    return [
      {
        what: 'survey pages, GET and POST in turn, 8 connections',
        value: pages,
        unit: '/s',
        budget: { atLeast: 600 },
      },
      {
        what: 'survey pages, 99th percentile',
        value: percentile(times, 0.99),
        unit: 'ms',
        budget: { atMost: 60 },
      },
      {
        what: 'submissions as a share of plain SQL with the same rows',
        value: rate / plain,
        unit: 'of it',
        budget: { atLeast: 1 / 6 },
        ratio: `${rate.toFixed(0)} /s beside ${plain.toFixed(0)} /s`,
      },
    ];
  } finally {
    await connections.close();
    await pool.end();
  }
}

/** Surveys as delivery would issue them, straight into the table: the way here is not what is measured. */
async function issue(pool: Pool, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(16).toString('base64url'));
  // As long as attributes in their two seals.
  const bundle = `eyJhbGciOiJFQ0RILUVTIn0..aXY.${'a'.repeat(1000)}.dGFn`;
  const bundles = JSON.stringify({
    area: [bundle, bundle, bundle],
    borough: bundle,
    constituency: [bundle, bundle, bundle],
  });
  const key = Buffer.from(benchCodeKey, 'base64url');
  const ids = tokens.map(() => randomUUID());
  await pool.query(
    `insert into surveys (survey_id, version, state, link_hash, check_word_hash, language, cue_month, questionnaire, opens_at, expires_at, bundles)
     select id, 1, 'open', link, word, 'en', '2026-05', '2026-1', '2020-01-01', '2099-01-01', $4::jsonb
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as row (id, link, word)`,
    [
      ids,
      tokens.map((token) => createHash('sha256').update(token).digest()),
      ids.map((id) => createHmac('sha256', key).update(checkWordInput(id, word)).digest()),
      bundles,
    ],
  );
  return tokens;
}

async function opened(connections: Connections, token: string): Promise<Phone> {
  const phone = new Phone(connections);
  await phone.get(`/l/${token}`);
  await phone.post(`/l/${token}`, { word });
  await phone.get('/start');
  await phone.post('/start', { answer: 'yes' });
  await phone.get('/agree');
  await phone.post('/agree', { answer: 'agree' });
  return phone;
}

/** Cookies and the hidden fields of the last form, and no more: what is measured is the service. */
class Phone {
  private readonly cookies = new Map<string, string>();
  private hidden: Record<string, string> = {};

  constructor(private readonly connections: Connections) {}

  async get(path: string): Promise<void> {
    const html = await this.ask('GET', path, 200);
    const found = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    for (const [, name = '', value = ''] of found) this.hidden[name] = value;
  }

  async post(path: string, fields: Record<string, string>): Promise<void> {
    await this.ask('POST', path, 303, new URLSearchParams({ ...this.hidden, ...fields }).toString());
  }

  private async ask(method: 'GET' | 'POST', path: string, expected: number, form?: string): Promise<string> {
    const { statusCode, headers, body } = await this.connections.request({
      method,
      path,
      body: form,
      headers: {
        accept: 'text/html',
        cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    });
    for (const line of [headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    const text = await body.text();
    if (statusCode !== expected) throw new Error(`${method} ${path}: ${statusCode}`);
    return text;
  }
}

/** What a submission writes, as four plain statements with random content: begin, records, outbox, commit. */
async function plainSql(pool: Pool, count: number): Promise<number> {
  await pool.query(
    'create table if not exists bench_records (id uuid primary key, kind text, sealed text, hash bytea unique)',
  );
  const sizes = [256, 256, 256, 1536, 1536, 1536, 3328, 1536, 1536, 1536, 320, 320, 320, 320, 4480, 256];
  const content = sizes.map((size) => randomBytes(size).toString('base64'));
  const began = performance.now();
  await inParallel(Array.from({ length: count }), async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        'insert into bench_records select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[])',
        [sizes.map(() => randomUUID()), sizes.map(() => 'bench'), content, sizes.map(() => randomBytes(32))],
      );
      await client.query('insert into bench_records values ($1, $2, $3, $4)', [
        randomUUID(),
        'outbox',
        'x'.repeat(120),
        randomBytes(32),
      ]);
      await client.query('commit');
    } finally {
      client.release();
    }
  });
  const rate = count / ((performance.now() - began) / 1000);
  await pool.query('drop table bench_records');
  return rate;
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
    }),
  );
  return results;
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  times.push(performance.now() - began);
  return result;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
