import { Controller, Get, Module, Post } from '@nestjs/common';
import { bootstrap, type RunningService } from '@answerable/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Access, AccessModule, CurrentPrincipal, Public, routeRules, type Principal } from '../src/index.js';
import { startRealm, type Realm } from './realm.js';

@Controller('/v1/receipts')
@Access('data-officer')
class ReceiptsController {
  @Get()
  list(@CurrentPrincipal() principal: Principal) {
    return { force: principal.force };
  }
  @Post(':id/signature')
  @Access('police-lead', 'data-officer')
  sign() {
    return {};
  }
  @Get('open')
  @Public('the published key is for everybody')
  open() {
    return { open: true };
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get('route')
  find() {
    return {};
  }
}

let realm: Realm;
const services: RunningService[] = [];

async function start(controllers: (new () => object)[]) {
  @Module({ imports: [AccessModule.forRoot({ issuer: realm.issuer, audience: 'case-intake' })], controllers })
  class App {}
  const service = await bootstrap({
    name: 'access',
    module: App,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent' },
  });
  services.push(service);
  return service;
}

beforeAll(async () => {
  realm = await startRealm();
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await realm.close();
});

const call = async (url: string, token?: string, method = 'GET') =>
  fetch(url, { method, headers: token ? { authorization: `Bearer ${token}` } : {} });

test('a service with a route that declares no access rule does not start, and names the route', async () => {
  await expect(start([ReceiptsController, ForgottenController])).rejects.toThrow('GET /forgotten/route');
});

test('who is not signed in gets 401 and is told how; who has another role gets 403; who has the role gets in', async () => {
  const { url } = await start([ReceiptsController]);
  const nobody = await call(`${url}/v1/receipts`);
  expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  const bad = await call(`${url}/v1/receipts`, 'a.b.c');
  expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_token", error_description="It is no access token of our realm. Obtain one there."',
  ]);
  const caseworker = await realm.token({ claims: { realm_access: { roles: ['caseworker'] } } });
  expect((await call(`${url}/v1/receipts`, caseworker)).status).toBe(403);
  const officer = await call(`${url}/v1/receipts`, await realm.token());
  expect([officer.status, await officer.json()]).toEqual([200, { force: '01' }]);
});

test('a token that has expired, is for another service, or is none of ours gets its own answer and its own way out', async () => {
  const { url } = await start([ReceiptsController]);
  const elsewhere = await startRealm();
  const forged = { key: elsewhere.privateKey };
  const notOurs = 'It is no access token of our realm. Obtain one there.';
  try {
    for (const [token, detail] of [
      [await realm.token({ claims: { exp: 1_700_000_000 } }), 'It has expired. Obtain a new one.'],
      [
        await realm.token({ claims: { aud: 'reporting' } }),
        'It is not meant for this service. Obtain one whose audience is this service.',
      ],
      [await elsewhere.token(), notOurs],
      [await realm.token(forged), notOurs],
      [await realm.token({ claims: { typ: 'Refresh' } }), notOurs],
    ] as const) {
      const answer = await call(`${url}/v1/receipts`, token);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        401,
        expect.stringMatching(/^application\/problem\+json/),
      ]);
      expect(await answer.json()).toMatchObject({ code: 'token-refused', detail });
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer error="invalid_token", error_description="${detail}"`,
      );
    }
  } finally {
    await elsewhere.close();
  }
});

test('the rule of a route overrides the rule of its controller', async () => {
  const { url } = await start([ReceiptsController]);
  const lead = await realm.token({ claims: { realm_access: { roles: ['police-lead'] } } });
  expect((await call(`${url}/v1/receipts`, lead)).status).toBe(403);
  expect((await call(`${url}/v1/receipts/7/signature`, lead, 'POST')).status).toBe(201);
  expect((await call(`${url}/v1/receipts/open`)).status).toBe(200);
});

test('every route is listed with its rule, for the access matrix', async () => {
  const { app } = await start([ReceiptsController]);
  expect(routeRules(app)).toEqual([
    { method: 'GET', path: '/v1/receipts', rule: { kind: 'roles', roles: ['data-officer'] } },
    {
      method: 'POST',
      path: '/v1/receipts/:id/signature',
      rule: { kind: 'roles', roles: ['police-lead', 'data-officer'] },
    },
    {
      method: 'GET',
      path: '/v1/receipts/open',
      rule: { kind: 'public', reason: 'the published key is for everybody' },
    },
  ]);
});
