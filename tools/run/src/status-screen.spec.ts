import { expect, test } from 'vitest';
import { figuresOf, screen } from './status-screen.js';

const now = new Date('2026-03-02T09:00:00Z');
const healthy = `
# HELP outbox_age_seconds Age of the oldest event not yet sent
outbox_age_seconds 0
process_start_time_seconds ${now.getTime() / 1000 - 7200}
dead_letters_total{reason="schema"} 0
backup_age_seconds 3600`;

test('where all is well the screen says that nobody is needed', () => {
  const { text, needed } = screen([{ name: 'case-intake', failing: [], figures: figuresOf(healthy) }], now);
  expect(needed).toBe(false);
  expect(text).toContain('nobody is needed');
  expect(text).toMatch(/case-intake +ready, up for 2 h/);
});

test('what needs a person is named with the service, the figure and the runbook', () => {
  const figures = figuresOf(`${healthy}
dead_letters_total{reason="failed"} 2
case_source_silent_seconds{force="01",system="connect"} 432000`);
  const { text, needed } = screen([{ name: 'case-intake', failing: [], figures }], now);
  expect(needed).toBe(true);
  expect(text).toMatch(/case-intake: events given up since the start, 2 +docs\/runbooks\/dead-letters\.md/);
  expect(text).toMatch(/case-intake 01 connect: a source was last heard, 5 d +docs\/runbooks\/feed-silent\.md/);
});

test('a service that does not answer, and a database that was never backed up, need a person', () => {
  const seen = [
    { name: 'reporting', failing: ['does not answer'], figures: [] },
    { name: 'portal-staff', failing: [], figures: figuresOf('backup_age_seconds +Inf') },
  ];
  const { text, needed } = screen(seen, now);
  expect(needed).toBe(true);
  expect(text).toContain('NOT READY: does not answer');
  expect(text).toMatch(/portal-staff: last backup, never/);
});
