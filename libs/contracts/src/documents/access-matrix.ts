import type { Api } from '../define-api.js';
import { roles, type Role } from '../roles.js';
import { topics, type Topic } from '../topics.js';

const short: Readonly<Record<Role, string>> = {
  'police-publisher': 'publisher',
  'police-lead': 'police lead',
  'data-officer': 'data officer',
  caseworker: 'caseworker',
  interviewer: 'interviewer',
  'vs-lead': 'lead',
  'safeguarding-lead': 'safeguarding',
  'report-approver': 'approver',
  'mp-office': 'MP office',
  auditor: 'auditor',
  operator: 'operator',
};

/** The page that says who may do what: every route against every role, every topic against every principal. Markdown. */
export function accessMatrix(apis: readonly Api[]): string {
  const services = apis.flatMap((api) => [
    `## ${api.title} (\`${api.service}\`)`,
    '',
    row(['route', 'public', ...roles.map((role) => short[role])]),
    row(['---', ...Array.from({ length: roles.length + 1 }, () => ':-:')]),
    ...api.routes.map(({ method, path, access }) =>
      row([
        `\`${method} ${path}\``,
        access === 'public' ? 'yes' : '',
        ...roles.map((role) => (access !== 'public' && access.includes(role) ? 'yes' : '')),
      ]),
    ),
    '',
  ]);
  return `${[
    '# Access matrix',
    '',
    'Made from the tables of the contract; `e2e/src/access-matrix.spec.ts` tries every cell against the running services with',
    'real tokens. What is empty is denied. A role opens a route; whose force, seat or task it is is judged behind it.',
    '',
    ...services,
    '## Topics',
    '',
    row(['topic', 'written by', 'read by', 'kept']),
    row(['---', '---', '---', '---']),
    ...Object.entries(topics).map(([name, topic]: [string, Topic]) =>
      row([
        `\`${name}${topic.family === 'force' ? '.<force>' : ''}\``,
        topic.producers.join(', '),
        topic.consumers.join(', ') || 'nobody yet',
        topic.retentionDays === 'compacted' ? 'compacted' : `${topic.retentionDays} days`,
      ]),
    ),
    '',
    'Each service has a database role that reaches its own database alone; `tools/stack/test/databases.int.spec.ts` tries the others.',
  ].join('\n')}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
