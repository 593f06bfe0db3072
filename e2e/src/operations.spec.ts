import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exampleClosure, examplePoliceEvent } from '@answerable/contracts';
import { appNames, type AppName, type Platform, startPlatform } from '@answerable/platform';
import { parser } from '@prometheus-io/lezer-promql';
import { Mailbox } from '@answerable/simulate';
import { checkout, eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** What an operator is told by files must be what the running services say. */
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string; readonly runbook: string };
}
interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}
const read = (file: string): string => readFileSync(resolve(checkout, file), 'utf8');
const rules = (parse(read('deploy/observability/alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const { panels } = JSON.parse(read('deploy/observability/dashboard.json')) as { panels: Panel[] };
const queries = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

let platform: Platform;
let mailbox: Mailbox;
/** By metric, the labels it is seen with. */
const known = new Map<string, Set<string>>();

beforeAll(async () => {
  mailbox = await Mailbox.open();
  platform = await startPlatform({ smtpUrl: `smtp://127.0.0.1:${mailbox.port}`, mode: 'demo' });
  for (const app of appNames) {
    const text = await (await fetch(`${platform.url(app)}/metrics`)).text();
    for (const [, type] of text.matchAll(/^# TYPE (\w+) \w+$/gm)) if (!known.has(type!)) known.set(type!, new Set());
    for (const [, metric, labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
      const seen = known.get(metric!) ?? new Set();
      for (const [, name] of labels.matchAll(/(\w+)="/g)) seen.add(name!);
      known.set(metric!, seen);
    }
  }
}, 180_000);

afterAll(async () => {
  await platform?.stop();
  await mailbox?.close();
});

/** Labels that a PromQL expression groups by. */
function groupedBy(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.name === 'GroupingLabels') names.push(...(expression.slice(from, to).match(/\w+/g) ?? []));
    },
  });
  return names;
}

/** Names of metrics in a PromQL expression; throws where it is none. */
function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expression}`);
      if (type.name === 'VectorSelector') names.push(/^\w+/.exec(expression.slice(from, to))![0]);
    },
  });
  return names;
}

describe('alerts and dashboard', () => {
  it.each(queries)('%s: each metric it asks for is one that a service really has', (_name, expr) => {
    const metrics = metricsIn(expr);
    expect(metrics.length).toBeGreaterThan(0);
    // `up` is made by Prometheus itself.
    const bare = (metric: string): string => metric.replace(/_(bucket|count|sum)$/, '');
    expect(metrics.filter((m) => m !== 'up' && !known.has(m) && !known.has(bare(m)))).toEqual([]);
  });

  it.each(queries)('%s: it groups by labels that its metrics have', (_name, expr) => {
    const has = new Set(
      metricsIn(expr).flatMap((m) => [
        ...(known.get(m) ?? []),
        ...(known.get(m.replace(/_(bucket|count|sum)$/, '')) ?? []),
      ]),
    );
    // `service` is put on by the scrape configuration; what has no series yet, such as a source of the police, shows no labels.
    expect(groupedBy(expr).filter((label) => label !== 'service' && has.size > 0 && !has.has(label))).toEqual([]);
  });

  it('no metric has a label of its own that Prometheus puts on: it would be renamed, and whoever asks for it gets the other', () => {
    const taken = [...known].flatMap(([metric, labels]) =>
      ['job', 'instance', 'service'].filter((label) => labels.has(label)).map((label) => `${metric} ${label}`),
    );
    expect(taken).toEqual([]);
  });

  it('a portal, which nobody backs up, does not say for ever that it has no backup', async () => {
    const seen = await Promise.all(
      appNames.map(async (app) => [app, await (await fetch(`${platform.url(app)}/metrics`)).text()] as const),
    );
    const having = seen.filter(([, text]) => text.includes('backup_age_seconds')).map(([app]) => app);
    expect(having.toSorted()).toEqual(appNames.filter((app) => !app.startsWith('portal')).toSorted());
  });

  it('a deployment without a single instance is noticed, whichever it is', () => {
    const { expr } = rules.find(({ alert }) => alert === 'ServiceNotReady')!;
    expect(appNames.filter((app) => !expr.includes(`absent(ready{service="${app}"})`))).toEqual([]);
  });

  it('the scrape configuration names the job that is asked for and puts on the service', () => {
    const { scrape_configs: jobs } = parse(read('deploy/observability/scrape.yaml')) as {
      scrape_configs: { job_name: string; relabel_configs: { target_label?: string }[] }[];
    };
    expect(jobs.map(({ job_name }) => job_name)).toEqual(['answerable']);
    expect(jobs[0]!.relabel_configs.map(({ target_label }) => target_label)).toContain('service');
  });

  it('a metric that no service has is found out', () => {
    expect(metricsIn('max by (service) (outbox_age_second) > 60').filter((m) => !known.has(m))).toEqual([
      'outbox_age_second',
    ]);
    expect(() => metricsIn('max by (service (outbox_age_seconds)')).toThrow('no PromQL');
  });

  it('every alert names a runbook that is there, and no runbook about an alert is left over', () => {
    const books = readdirSync(join(checkout, 'docs/runbooks')).map((file) => file.replace(/\.md$/, ''));
    expect(rules.map(({ labels }) => labels.runbook).filter((book) => !books.includes(book))).toEqual([]);
    const aboutAlerts = books.filter((book) => read(`docs/runbooks/${book}.md`).includes('**Alert**'));
    const named = new Set(rules.map(({ labels }) => labels.runbook));
    expect(aboutAlerts.filter((book) => !named.has(book))).toEqual([]);
  });
});

describe('the status command', () => {
  it('shows every service, and sends the operator to a runbook for what needs a person', async () => {
    const of = appNames.map((app: AppName) => `${app}=${platform.url(app)}`).join(',');
    const shown = await status(`${of},gone=http://127.0.0.1:9`);
    for (const app of appNames) expect(shown.text).toMatch(new RegExp(`${app} +ready`));
    expect(shown.text).toMatch(/gone is not ready +docs\/runbooks\/not-ready\.md/);
    // No test database was ever backed up.
    expect(shown.text).toMatch(/last backup, never +docs\/runbooks\/backup-and-restore\.md/);
    for (const [book] of shown.text.matchAll(/docs\/runbooks\/[\w-]+\.md/g))
      expect(existsSync(join(checkout, book)), book).toBe(true);
    expect(shown.code).toBe(1);
  });
});

describe('a trace', () => {
  it('leads from the request of a police system across Kafka to where her contact is opened and planned, and no further', async () => {
    const traceId = randomBytes(16).toString('hex');
    const daysAgo = (n: number): string => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);
    const data = { ...exampleClosure, closedOn: daysAgo(3), reportedOn: daysAgo(30) };
    const answer = await fetch(`${platform.url('case-intake')}/v1/case-events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor('publisher-01')}`,
        'content-type': 'application/cloudevents+json',
        traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
      },
      body: JSON.stringify({ ...examplePoliceEvent, sequence: 1, time: new Date().toISOString(), data }),
    });
    expect(answer.ok, await answer.text()).toBe(true);

    const said = (app: AppName): string[] =>
      read(platform.logFile(app))
        .split('\n')
        .filter((line) => line.includes(traceId))
        .map((line) => (JSON.parse(line) as { message: string }).message);
    await eventually(() => expect(said('survey-delivery')).toEqual(['events were handled']), { timeoutMs: 30_000 });
    expect(said('case-intake')).toEqual(['request was answered']);
    expect(said('response-collection')).toEqual([]);
  });
});

function status(of: string): Promise<{ text: string; code: number }> {
  const file = join(checkout, 'tools/run/dist/src/status.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env: { ...process.env, STATUS_OF: of } }, (error, stdout) =>
      resolve({ text: stdout, code: error ? Number(error.code) : 0 }),
    );
  });
}
