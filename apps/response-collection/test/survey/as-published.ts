import { contractDocuments, responseCollectionApi } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { survey } from './running.js';

interface Operation {
  parameters?: { name: string }[];
  responses: Record<string, { content?: object }>;
}
const document = contractDocuments()['openapi-response-collection.json'] as {
  paths: Record<string, Record<string, Operation>>;
};

describe('a route of the published contract', () => {
  it.each(responseCollectionApi.routes.map((route) => [route.id, route] as const))(
    '%s answers an empty form, and whoever has no session, as documented',
    async (_id, { path, method }) => {
      const documented = path.replaceAll(/:(\w+)/g, '{$1}');
      const operation = document.paths[documented]![method.toLowerCase()]!;
      const names = [...documented.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters?.map(({ name }) => name) ?? []).toEqual(names);
      const answer = await fetch(`${survey.url}${path.replace(/:\w+/, 'x')}`, {
        method,
        redirect: 'manual',
        // Whoever comes with a token needs no page before his form.
        headers: {
          authorization: `Bearer ${await tokenFor('caseworker-1')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        ...(method === 'POST' && { body: '' }),
      });
      const text = await answer.text();
      expect(Object.keys(operation.responses), text).toContain(String(answer.status));
      expect(answer.status).toBeLessThan(400);
      const content = operation.responses[String(answer.status)]!.content ?? {};
      if (answer.status === 200)
        expect(Object.keys(content)).toContain(answer.headers.get('content-type')!.split(';')[0]);
    },
  );
});
