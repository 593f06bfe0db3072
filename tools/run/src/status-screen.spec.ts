import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@answerable/stack';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { figuresOf, looks, screen } from './status-screen.js';

const now = new Date('2026-03-02T09:00:00Z');
const healthy = `
# HELP outbox_age_seconds Age of the oldest event not yet sent
outbox_age_seconds 0
process_start_time_seconds ${now.getTime() / 1000 - 7200}
dead_letters_waiting 0
backup_age_seconds 3600`;

test('where all is well the screen says that nobody is needed', () => {
  const { text, needed } = screen([{ name: 'case-intake', failing: [], figures: figuresOf(healthy) }], now);
  expect(needed).toBe(false);
  expect(text).toContain('nobody is needed');
  expect(text).toMatch(/case-intake +ready, up for 2 h/);
});

test('what needs a person is named with the service, the figure and the runbook', () => {
  const figures = figuresOf(`${healthy}
dead_letters_waiting 2
case_source_silent_seconds{force="01",system="connect"} 432000`);
  const { text, needed } = screen([{ name: 'case-intake', failing: [], figures }], now);
  expect(needed).toBe(true);
  expect(text).toMatch(/case-intake: events given up, not replayed, 2 +docs\/runbooks\/dead-letters\.md/);
  expect(text).toMatch(/case-intake 01 connect: a source was last heard, 5 d +docs\/runbooks\/feed-silent\.md/);
});

test('a service that does not answer, and a database that was never backed up, need a person', () => {
  const seen = [
    { name: 'reporting', failing: ['does not answer'], figures: [] },
    { name: 'case-intake', failing: [], figures: figuresOf('backup_age_seconds +Inf') },
  ];
  const { text, needed } = screen(seen, now);
  expect(needed).toBe(true);
  expect(text).toContain('NOT READY: does not answer');
  expect(text).toMatch(/case-intake: last backup, never/);
});

test('a key is old by its own time: one of the vault after a month, one that reports are sealed to after a half-year', () => {
  const keys = (vault: number, sealing: number) =>
    screen(
      [
        { name: 'survey-delivery', failing: [], figures: figuresOf(`key_age_days{key="vault"} ${vault}`) },
        { name: 'reporting', failing: [], figures: figuresOf(`key_age_days{key="sealing"} ${sealing}`) },
      ],
      now,
    );
  expect(keys(31, 184).needed).toBe(false);
  expect(keys(37, 184).text).toMatch(/survey-delivery vault: current vault key made, 37 d +docs\/runbooks\/keys\.md/);
  expect(keys(31, 200).text).toMatch(/reporting sealing: current sealing key made, 200 d +docs\/runbooks\/keys\.md/);
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly runbook: string };
}
const alerts = (
  parse(readFileSync(join(checkout, 'deploy/observability/alerts.yaml'), 'utf8')) as { groups: { rules: Rule[] }[] }
).groups.flatMap(({ rules }) => rules);

// Whether a service answers is asked of the service itself.
test.each(alerts.filter(({ alert }) => alert !== 'ServiceNotReady').map((rule) => [rule.alert, rule] as const))(
  'nobody is told that nobody is needed while %s fires',
  (_, { expr, labels: { runbook } }) => {
    for (const part of expr.split(' or ')) {
      const labels = Object.fromEntries(
        [...part.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label!, value!]),
      );
      const look = looks.find(
        (one) =>
          new RegExp(`\\b${one.metric}\\b`).test(part) && JSON.stringify(one.labels ?? {}) === JSON.stringify(labels),
      );
      expect(look, part).toMatchObject({ runbook });
      // What is a rate or a change over time can only be shown by a screen that looks once.
      const [, most, limit] =
        /^(?:max|min)(?: by \([^)]*\))? ?\((?:abs\()?\w+(?:\{[^}]*\})?\)?\) ([<>]) (\d+)$/.exec(part) ?? [];
      if (most) expect(look).toMatchObject({ [most === '>' ? 'above' : 'below']: Number(limit) });
      else expect(part).toMatch(/increase|rate|delta/);
    }
  },
);

test('a clock that is behind, a key that a provider refuses and bank holidays that run out need a person', () => {
  const figures = figuresOf(`${healthy}
clock_ahead_seconds -400
messages_total{channel="sms",result="sent"} 900
messages_total{channel="sms",result="wrongly-set-up"} 1
bank_holidays_days_left 90
kafka_certificate_seconds +Inf`);
  const { text } = screen([{ name: 'survey-delivery', failing: [], figures }], now);
  expect(text).toMatch(/a clock differs from that of the database by, 7 min +docs\/runbooks\/month-not-closed\.md/);
  expect(text).toMatch(
    /messages whose provider refused us since the start, 1 +docs\/runbooks\/invitations-overdue\.md/,
  );
  expect(text).toMatch(/bank holidays are known for, 90 d +docs\/runbooks\/invitations-overdue\.md/);
  expect(text).toMatch(/certificate of Kafka is good for +always/);
});
