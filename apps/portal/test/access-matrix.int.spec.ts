import { createHmac } from 'node:crypto';
import { principalFromClaims, routeRules, type RouteRule } from '@answerable/access';
import { roles, type Role } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import type { Request, Response } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sessions } from '../src/sign-in/sessions.js';
import { startPortal, type Portal } from './portal.js';

/** One person for each role of people; whoever holds a role here holds no other. */
const holders: Partial<Record<Role, string>> = {
  'police-lead': 'police-lead-01',
  'data-officer': 'data-officer-01',
  caseworker: 'caseworker-1',
  interviewer: 'interviewer-1',
  'vs-lead': 'vs-lead-1',
  'safeguarding-lead': 'safeguarding-1',
  'report-approver': 'approver-1',
  'mp-office': 'mp-peckham',
  auditor: 'auditor-1',
  operator: 'operator-1',
};

/** The auditor alone is at home in both: what of the vault was opened, and how reports came about. */
const staff: Role[] = ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead', 'report-approver', 'operator'];

describe.each(['staff', 'readers'] as const)('the %s portal', (kind) => {
  let portal: Portal;
  let routes: RouteRule[];
  const cookies = new Map<Role, string>();

  beforeAll(async () => {
    portal = await startPortal(kind);
    routes = routeRules(portal.service.app);
    for (const [role, username] of Object.entries(holders)) cookies.set(role as Role, await sessionOf(username));
  });
  afterAll(() => portal.close());

  /** A session as sign-in makes it, without the round trip. */
  async function sessionOf(username: string): Promise<string> {
    const access = await tokenFor(username);
    const principal = principalFromClaims(JSON.parse(Buffer.from(access.split('.')[1]!, 'base64url').toString()))!;
    const set: string[] = [];
    const response = { cookie: (name: string, value: string) => set.push(`${name}=${value}`) } as unknown as Response;
    const tokens = { access, refresh: undefined, id: access, accessEndsAt: Date.now() + 300_000 };
    await portal.service.app.get(Sessions).start({ headers: {} } as Request, response, { principal, tokens });
    return set[0]!;
  }

  /** As whoever has the cookie, with the proof that the form is ours or without. */
  async function call(
    { method, path }: RouteRule,
    cookie = '',
    proved = true,
  ): Promise<{ status: number; code: string }> {
    const value = 'A'.repeat(22);
    const proof = createHmac('sha256', Buffer.from(portal.config.FORM_KEY[0], 'base64url'))
      .update(value)
      .digest('base64url');
    const answer = await fetch(portal.url + path.replaceAll(/:\w+/g, '0196a5b0-0000-7000-8000-000000000001'), {
      method,
      redirect: 'manual',
      headers: { accept: 'application/json', cookie: `form=${value}; ${cookie}` },
      body: method === 'GET' ? undefined : new URLSearchParams(proved ? { _csrf: proof } : {}),
    });
    const body = (await answer.json().catch(() => ({}))) as { code?: string };
    return { status: answer.status, code: body.code ?? '' };
  }

  test('every route lets in the roles it names and nobody else', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ rule }) => rule.kind === 'roles')) {
      const named = route.rule.kind === 'roles' ? route.rule.roles : [];
      if ((await call(route)).code !== 'sign-in-required') wrong.push(`${route.path} lets in nobody in particular`);
      for (const [role, cookie] of cookies) {
        const refused = (await call(route, cookie)).code === 'role-missing';
        if (refused === named.includes(role)) wrong.push(`${route.method} ${route.path}: ${role}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('no form takes effect without its proof that it came from us, whoever posts it', async () => {
    // Keycloak posts there, with a signed token as its proof.
    const forms = routes.filter(({ method, path }) => method !== 'GET' && path !== '/back-channel-logout');
    expect(forms.length).toBeGreaterThan(5);
    const taken: string[] = [];
    for (const route of forms) {
      const role = route.rule.kind === 'roles' ? route.rule.roles.find((each) => cookies.has(each)) : undefined;
      const { status, code } = await call(route, role && cookies.get(role), false);
      if (status !== 403 || code !== 'form-not-ours') taken.push(`${route.method} ${route.path}: ${status} ${code}`);
    }
    expect(taken).toEqual([]);
  });

  test('no route is for a role of the other portal', () => {
    const own: Role[] = kind === 'staff' ? [...staff, 'auditor'] : roles.filter((role) => !staff.includes(role));
    const foreign = routes.flatMap(({ path, rule }) =>
      rule.kind === 'roles' && rule.roles.length < roles.length
        ? rule.roles.filter((role) => !own.includes(role)).map((role) => `${path}: ${role}`)
        : [],
    );
    expect(foreign).toEqual([]);
  });

  test('open doors are few, and each says why', () => {
    const open = routes.flatMap(({ path, rule }) => (rule.kind === 'public' ? [`${path}: ${rule.reason}`] : []));
    expect(open.map((line) => line.split(': ')[0])).toEqual([
      '/sign-in',
      '/sign-in/callback',
      '/sign-out',
      '/signed-out',
      '/back-channel-logout',
      ...(kind === 'readers' ? ['/public', '/public/verify', '/public/:file'] : []),
    ]);
  });
});
