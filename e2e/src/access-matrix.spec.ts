import {
  type Api,
  type ApiRoute,
  caseIntakeApi,
  reportingApi,
  responseCollectionApi,
  type Role,
  roles,
  surveyDeliveryApi,
} from '@answerable/contracts';
import { type AppName, type Platform, startPlatform } from '@answerable/platform';
import { Mailbox } from '@answerable/simulate';
import { readStackEnv, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const apis: readonly Api[] = [caseIntakeApi, surveyDeliveryApi, responseCollectionApi, reportingApi] as readonly Api[];

/** One principal for each role; whoever holds a role here holds no other. */
const holders: Readonly<Record<Role, string>> = {
  'police-publisher': 'publisher-01',
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

let platform: Platform;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    only: ['reporting', 'survey-delivery', 'response-collection', 'case-intake'],
  });
}, 180_000);

afterAll(async () => {
  await platform?.stop();
  await mailbox?.close();
});

const filled = (path: string): string =>
  path
    .replace(':month', '2025-10')
    .replace(
      /:id(?=\/|$)/,
      path.startsWith('/v1/reports') ? 'southwark-2025-10-v1' : '7f0e6a3e-33cb-4e67-b5f3-8f5f5f9b6c01',
    )
    .replaceAll(/:\w+/g, '7f0e6a3e-33cb-4e67-b5f3-8f5f5f9b6c01');

async function call(api: Api, route: ApiRoute, user: string | null): Promise<{ status: number; code: string }> {
  const answer = await fetch(platform.url(api.service as AppName) + filled(route.path), {
    method: route.method,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(user && { authorization: `Bearer ${await tokenFor(user)}` }),
      ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(route.method !== 'GET' && { body: '{}' }),
  });
  const text = await answer.text();
  let code = '';
  try {
    code = String((JSON.parse(text) as { code?: string }).code ?? '');
  } catch {
    // Pages and empty answers have no code.
  }
  return { status: answer.status, code };
}

/** Denials of the guard itself; a service's own refusals (a seat not held, a limit) come after it. */
const refusedByTheGuard = ({ status, code }: { status: number; code: string }): boolean =>
  status === 401 || (status === 403 && code === 'role-missing');

describe.each(apis.map((api) => [api.service, api] as const))('%s', (_, api) => {
  it.each(api.routes.map((route) => [route.method, route.path, route] as const))(
    '%s %s lets in who is named and nobody else',
    async (_method, _path, route) => {
      const nobody = await call(api, route, null);
      expect(refusedByTheGuard(nobody), `without a token: ${nobody.status} ${nobody.code}`).toBe(
        route.access !== 'public',
      );
      expect(nobody.status, 'no unexplained failure').toBeLessThan(500);
      for (const role of roles) {
        const outcome = await call(api, route, holders[role]);
        const named = route.access === 'public' || route.access.includes(role);
        expect(refusedByTheGuard(outcome), `${role}: ${outcome.status} ${outcome.code}`).toBe(!named);
      }
    },
  );
});

describe('the roles', () => {
  it('each demo person holds one role, so that the matrix tells them apart', () => {
    for (const { username, roles: held } of readStackEnv().demoUsers) expect(held, username).toHaveLength(1);
  });

  it('no token of the readers’ portal is accepted where contacts or answers are', async () => {
    for (const user of ['mp-peckham', 'police-lead-01', 'data-officer-01']) {
      const token = JSON.parse(Buffer.from((await tokenFor(user)).split('.')[1]!, 'base64url').toString()) as {
        aud?: string | string[];
      };
      const audiences = [token.aud ?? []].flat();
      expect(audiences, user).not.toContain('survey-delivery');
      expect(audiences, user).not.toContain('response-collection');
    }
  });
});
