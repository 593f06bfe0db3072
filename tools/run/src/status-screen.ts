/** One line of a service's metrics. */
export interface Figure {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What one service says of itself; `failing` names the parts that cannot serve. */
export interface Seen {
  readonly name: string;
  readonly failing: readonly string[];
  readonly figures: readonly Figure[];
}

/** Figures of a text in Prometheus' exposition format; comments and what is no number are left out. */
export function figuresOf(text: string): Figure[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line);
    if (!found || line.startsWith('#')) return [];
    const [, metric, labels = '', number] = found;
    const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
    if (Number.isNaN(value)) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, said]) => [name!, said!]);
    return [{ metric: metric!, labels: Object.fromEntries(pairs) as Record<string, string>, value }];
  });
}

interface Look {
  readonly metric: string;
  /** Only lines of the metric with these labels. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly says: string;
  readonly unit: 'seconds' | 'count' | 'days';
  /** Above it, or below it, a person is needed; where both are absent it is only shown. */
  readonly above?: number;
  readonly below?: number;
  /** Behind is as bad as ahead. */
  readonly eitherWay?: true;
  readonly runbook: string;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What is looked at, the most urgent first. The limits are those of deploy/observability/alerts.yaml, and a test compares them. */
export const looks: readonly Look[] = [
  {
    metric: 'safeguarding_overdue',
    says: 'concerns for a life or a child past their time',
    unit: 'count',
    above: 0,
    runbook: 'safeguarding',
  },
  {
    metric: 'dispositions_wrong',
    says: 'closures without exactly one disposition',
    unit: 'count',
    above: 0,
    runbook: 'dispositions',
  },
  {
    metric: 'closures_not_as_registered',
    says: 'closures that intake and delivery count differently',
    unit: 'count',
    above: 0,
    runbook: 'dispositions',
  },
  {
    metric: 'dead_letters_waiting',
    says: 'events given up, not replayed',
    unit: 'count',
    above: 0,
    runbook: 'dead-letters',
  },
  {
    metric: 'months_not_closed',
    says: 'months over whose answers have not left',
    unit: 'count',
    above: 0,
    runbook: 'month-not-closed',
  },
  {
    metric: 'clock_ahead_seconds',
    eitherWay: true,
    says: 'a clock differs from that of the database by',
    unit: 'seconds',
    above: 120,
    runbook: 'month-not-closed',
  },
  { metric: 'records_unopenable', says: 'records left out at a close', unit: 'count', runbook: 'month-not-closed' },
  { metric: 'batches_faulty', says: 'batches that cannot be opened', unit: 'count', above: 0, runbook: 'report-late' },
  { metric: 'report_days_late', says: 'the next report is late by', unit: 'days', above: 0, runbook: 'report-late' },
  {
    metric: 'case_events_waiting',
    says: 'events refused or quarantined, not settled',
    unit: 'count',
    above: 0,
    runbook: 'quarantine',
  },
  { metric: 'case_event_id_alarms', says: 'event ids used twice', unit: 'count', above: 0, runbook: 'quarantine' },
  {
    metric: 'case_sequence_missing',
    says: 'numbered events that never arrived',
    unit: 'count',
    above: 0,
    runbook: 'feed-silent',
  },
  {
    metric: 'case_source_silent_seconds',
    says: 'a source was last heard',
    unit: 'seconds',
    above: 3 * DAY,
    runbook: 'feed-silent',
  },
  {
    metric: 'outbox_age_seconds',
    says: 'oldest event not yet sent',
    unit: 'seconds',
    above: 60,
    runbook: 'events-do-not-move',
  },
  { metric: 'consumer_lag', says: 'events not yet handled', unit: 'count', above: 5000, runbook: 'events-do-not-move' },
  {
    metric: 'invitations_due_age_seconds',
    says: 'oldest invitation due',
    unit: 'seconds',
    above: DAY,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'messages_waiting_age_seconds',
    says: 'oldest message that no provider has taken',
    unit: 'seconds',
    above: DAY,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'messages_total',
    labels: { result: 'wrongly-set-up' },
    says: 'messages whose provider refused us since the start',
    unit: 'count',
    above: 0,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'bank_holidays_days_left',
    says: 'bank holidays are known for',
    unit: 'days',
    below: 183,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'call_backs_overdue',
    says: 'people not called back in time',
    unit: 'count',
    above: 0,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'tasks_overdue_seconds',
    says: 'oldest task past its time',
    unit: 'seconds',
    above: 3 * DAY,
    runbook: 'invitations-overdue',
  },
  {
    metric: 'due_work_failures_total',
    says: 'failed runs of due work since the start',
    unit: 'count',
    above: 3,
    runbook: 'due-work',
  },
  {
    metric: 'http_request_duration_seconds_count',
    labels: { status: '503' },
    says: 'requests turned away since the start',
    unit: 'count',
    runbook: 'not-ready',
  },
  {
    metric: 'backup_age_seconds',
    says: 'last backup',
    unit: 'seconds',
    above: 26 * HOUR,
    runbook: 'backup-and-restore',
  },
  {
    metric: 'key_age_days',
    labels: { key: 'vault' },
    says: 'current vault key made',
    unit: 'days',
    above: 35,
    runbook: 'keys',
  },
  {
    metric: 'key_age_days',
    labels: { key: 'sealing' },
    says: 'current sealing key made',
    unit: 'days',
    above: 190,
    runbook: 'keys',
  },
  {
    metric: 'kafka_certificate_seconds',
    says: 'the certificate of Kafka is good for',
    unit: 'seconds',
    below: 14 * DAY,
    runbook: 'keys',
  },
];

interface Line {
  readonly look: Look;
  readonly where: string;
  readonly value: number;
}

/** The screen, and whether a person is needed. */
export function screen(seen: readonly Seen[], now: Date): { text: string; needed: boolean } {
  const lines = looks.flatMap((look) => worst(look, seen));
  const needs = lines.filter(
    ({ look: { above = Number.POSITIVE_INFINITY, below = Number.NEGATIVE_INFINITY }, value }) =>
      value > above || value < below,
  );
  const down = seen.filter(({ failing }) => failing.length > 0);
  const out = [
    `Answerable at ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    'What is healthy',
    ...seen.map(({ name, failing, figures }) =>
      row(name, failing.length === 0 ? `ready${upSince(figures, now)}` : `NOT READY: ${failing.join(', ')}`),
    ),
    '',
    'How far behind',
    ...lines.map(({ look, where, value }) =>
      row(look.says, `${amount(look, value)}${value === 0 ? '' : `  ${where}`}`),
    ),
    '',
    'What needs a person',
    ...down.map(({ name }) => row(`${name} is not ready`, 'docs/runbooks/not-ready.md')),
    ...needs.map(({ look, where, value }) =>
      row(`${where}: ${look.says}, ${amount(look, value)}`, `docs/runbooks/${look.runbook}.md`),
    ),
    ...(down.length + needs.length === 0 ? ['  nobody is needed'] : []),
  ];
  return { text: `${out.join('\n')}\n`, needed: down.length + needs.length > 0 };
}

/** The value of a metric that is furthest towards its limit, and where it is; counters are added up per service, as their labels only say why. */
function worst(look: Look, seen: readonly Seen[]): Line[] {
  const wanted = Object.entries(look.labels ?? {});
  const values = seen.flatMap(({ name, figures }) => {
    const found = figures.filter(
      ({ metric, labels }) => metric === look.metric && wanted.every(([label, value]) => labels[label] === value),
    );
    if (found.length === 0) return [];
    if (/_(total|count)$/.test(look.metric))
      return [{ look, where: name, value: found.reduce((sum, { value }) => sum + value, 0) }];
    return found.map(({ labels, value }) => ({
      look,
      where: [name, ...Object.values(labels)].join(' '),
      value: look.eitherWay ? Math.abs(value) : value,
    }));
  });
  const first = look.below === undefined ? 1 : -1;
  return values.toSorted((a, b) => (a.value === b.value ? 0 : first * (b.value - a.value))).slice(0, 1);
}

function upSince(figures: readonly Figure[], now: Date): string {
  const start = figures.find(({ metric }) => metric === 'process_start_time_seconds')?.value;
  return start === undefined ? '' : `, up for ${span(now.getTime() / 1000 - start)}`;
}

function amount({ unit, below }: Look, value: number): string {
  if (value === Number.POSITIVE_INFINITY) return below === undefined ? 'never' : 'always';
  if (unit === 'seconds') return span(value);
  return unit === 'days' ? `${Math.round(value)} d` : String(Math.round(value));
}

function span(seconds: number): string {
  if (seconds < 120) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / 60)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} d`;
}

const row = (left: string, right: string): string => `  ${left.padEnd(58)} ${right}`;
