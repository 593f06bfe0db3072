import { expect, test } from 'vitest';
import { figuresOf, screen } from './status-screen.js';

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
