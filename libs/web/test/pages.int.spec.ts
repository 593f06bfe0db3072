import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Post, Res } from '@nestjs/common';
import { bootstrap, packageRoot, problem, type RunningService } from '@answerable/service';
import type { Response } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pages, renderPage } from '../src/index.js';

const taken = problem('task-taken', 409, 'A colleague has this task');

@Controller()
class NotesController {
  @Get('/note')
  form(@Res() response: Response) {
    renderPage(response, 'form.njk', { title: 'A note', note: '<b>&' });
  }
  @Post('/note')
  save(@Body() body: { note: string }) {
    return { saved: body.note };
  }
  @Get('/taken')
  taken() {
    throw taken('Asha Ward claimed it at 10:04.');
  }
  @Get('/broken')
  broken() {
    throw new Error('password=secret');
  }
}

@Module({ controllers: [NotesController] })
class App {}

let service: RunningService;
const keys = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];

beforeAll(async () => {
  service = await bootstrap({
    name: 'pages',
    module: App,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent' },
    views: pages({
      views: [join(packageRoot(import.meta.url), 'test/views')],
      layout: 'staff',
      publicUrl: 'http://localhost',
      csrf: { keys },
      languages: {
        supported: [
          { tag: 'en', name: 'English', direction: 'ltr' },
          { tag: 'ar', name: 'العربية', direction: 'rtl' },
        ],
        texts: { en: { translation: { note: 'Note' } }, ar: { translation: { note: 'ملاحظة' } } },
      },
    }),
  });
});
afterAll(() => service.close());

const html = { accept: 'text/html' };

async function openForm() {
  const response = await fetch(`${service.url}/note`, { headers: html });
  const text = await response.text();
  const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
  return {
    response,
    text,
    token,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0]!)
      .join('; '),
  };
}

const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/note`, { method: 'POST', body: new URLSearchParams(fields), headers: { ...html, ...headers } });

test('what somebody typed is shown as text, never as markup', async () => {
  expect((await openForm()).text).toContain('&lt;b&gt;&amp;');
});

test('a page runs no script, loads only from its own origin, cannot be framed, and is not kept by caches', async () => {
  const { response, text } = await openForm();
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

test('a form comes back only from where it was served: cookie and form value must belong together', async () => {
  const first = await openForm();
  const second = await openForm();
  const statuses = await Promise.all([
    post({ note: 'x', _csrf: first.token }, { cookie: first.cookie }),
    post({ note: 'x' }, { cookie: first.cookie }),
    post({ note: 'x', _csrf: first.token }),
    post({ note: 'x', _csrf: second.token }, { cookie: first.cookie }),
    post({ note: 'x', _csrf: first.token }, { cookie: first.cookie, 'sec-fetch-site': 'cross-site' }),
  ]);
  expect(statuses.map((response) => response.status)).toEqual([201, 403, 403, 403, 403]);
});

test('a form signed with the key that is exchanged comes back, and one signed with a key of somebody else does not', async () => {
  const { cookie } = await openForm();
  const value = /form=([\w-]+)/.exec(cookie)![1]!;
  const signed = [...keys, randomBytes(32).toString('base64url')].map((key) =>
    createHmac('sha256', Buffer.from(key, 'base64url')).update(value).digest('base64url'),
  );
  const answers = await Promise.all(signed.map((_csrf) => post({ note: 'x', _csrf }, { cookie })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 403]);
});

test('a form without its proof gets a page that says what happened, what is safe and what to do next', async () => {
  const text = await (await post({ note: 'x' })).text();
  expect(text).toContain('Your form was not sent');
  expect(text).toContain('Nothing was changed.');
  expect(text).toContain('Go back, open the page again');
});

test('a body that no browser sends across origins on its own needs no proof', async () => {
  const response = await fetch(`${service.url}/note`, {
    method: 'POST',
    body: JSON.stringify({ note: 'x' }),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(201);
});

test('a failure that somebody can act on says so in its own words; one nobody expected says nothing about its cause', async () => {
  const known = await (await fetch(`${service.url}/taken`, { headers: html })).text();
  expect(known).toContain('Asha Ward claimed it at 10:04.');
  const unknown = await fetch(`${service.url}/broken`, { headers: html });
  expect(unknown.status).toBe(500);
  expect(await unknown.text()).not.toContain('secret');
  const missing = await fetch(`${service.url}/nowhere`, { headers: html });
  expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('There is nothing here')]);
});

test('the language is the one asked for, then the one chosen before, then that of the browser; its script decides the direction', async () => {
  const get = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${service.url}${path}`, { headers: { ...html, ...headers } })).text();
  expect(await get('/note?lang=ar')).toContain('<html lang="ar" dir="rtl"');
  expect(await get('/note', { cookie: 'lang=ar' })).toContain('ملاحظة');
  expect(await get('/note', { 'accept-language': 'ar, en;q=0.5' })).toContain('lang="ar"');
  expect(await get('/note?lang=xx', { 'accept-language': 'fr' })).toContain('lang="en"');
});

test('stylesheets and typeface come from here and may be kept for ever', async () => {
  const { text } = await openForm();
  const css = await fetch(service.url + /href="(\/assets\/pages\.css[^"]+)"/.exec(text)![1]!);
  expect(css.headers.get('cache-control')).toContain('immutable');
  const font = /url\((fonts\/[^)]+)\)/.exec(await css.text())![1]!;
  expect((await fetch(`${service.url}/assets/${font}`)).status).toBe(200);
});
