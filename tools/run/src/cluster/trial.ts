import { randomUUID } from 'node:crypto';
import { audiences, organisations } from '@answerable/contracts';
import { type Lived, type LoadResult, nextMonth, type Seen } from '@answerable/simulate';
import { clusterSettings } from '@answerable/stack';
import { type TrustedKey, verifyReport } from '@answerable/verify';
import type { Findings } from './findings.js';
import { outsideManifests, withClock } from './outside.js';
import { claim, ours, partsManifests, secret } from './parts.js';
import { Recovery } from './recovery.js';
import type { Shell } from './shell.js';
import { type PodList, WhatIsThere } from './what-is-there.js';

export interface TrialOptions {
  readonly chart: string;
  readonly valuesFile: string;
  readonly registry: string;
  readonly tag: string;
  readonly toolsImage: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly closures: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly bar: (done: number, what: string) => void;
}

const release = 'answerable';
const ofRelease = `app.kubernetes.io/instance=${release}`;
const program = ['node', 'tools/simulate/dist/src/in-cluster/main.js'];
/** The tenth working day is never later: then the month's report is out. */
const lastReleaseDay = 18;

/** The steps of one try-out, in the order in which they can be taken. */
export class Trial {
  private readonly settings = clusterSettings();
  /** The first month of the organisation: its report is the first there is. */
  private readonly month = organisations[0]!.goLive.slice(0, 7);
  private readonly lastDay = `${nextMonth(this.month)}-${lastReleaseDay}`;
  private readonly there: WhatIsThere;
  /** Only a namespace that carries it is this try-out's own. */
  private readonly mark = { 'answerable.trial': randomUUID() };
  private namespaceAsked = false;
  private lived: Lived | undefined;
  private seen: Seen | undefined;
  private readonly loads = new Map<string, LoadResult>();

  constructor(
    private readonly shell: Shell,
    private readonly options: TrialOptions,
  ) {
    this.there = new WhatIsThere(shell);
  }

  async makeNamespace(): Promise<string> {
    const { namespace } = this.shell;
    const labels = { ...ours, ...this.mark, 'pod-security.kubernetes.io/enforce': 'restricted' };
    // `create` refuses one that is there already: nothing of anybody else's is touched, or removed later.
    this.namespaceAsked = true;
    await this.shell.create([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }]);
    return `${namespace} refuses every pod that may do more than it needs`;
  }

  async startParts(): Promise<string> {
    const { secrets } = this.settings;
    await this.shell.create([
      ...Object.entries(secrets).map(([name, variables]) => secret(name, variables)),
      ...['erased', 'withdrawn', ...audiences.map((service) => `backups-${service}`)].map(claim),
      ...partsManifests(this.settings.parts),
      ...outsideManifests(this.settings, this.options.toolsImage, this.options.templates),
    ]);
    for (const part of ['postgres', 'kafka', 'keycloak']) {
      await this.shell.kubectl(['rollout', 'status', `statefulset/${part}`, '--timeout', '15m']);
      this.options.say(`${part} is ready`);
    }
    await this.shell.kubectl(['wait', 'pod/outside', '--for', 'condition=Ready', '--timeout', '5m']);
    return `${Object.keys(secrets).length} secrets made on the spot, three parts ready`;
  }

  async install(): Promise<Findings> {
    await this.helm('install', this.clocksFrom(`${this.month}-01T00:00:00Z`));
    const jobs = await this.there.named('jobs');
    const pods = await this.there.pods(ofRelease);
    return [
      [pods.items.length === 12, `${pods.items.length} pods ready, two of each of six`],
      [jobs.length === 0, 'databases, topics and realm made and migrated by jobs that are gone'],
    ];
  }

  async live(): Promise<Findings> {
    const { closures, seed, bar } = this.options;
    const from = Date.parse(`${this.month}-01`);
    const days = (Date.parse(this.lastDay) - from) / 86_400_000;
    this.lived = await this.outside<Lived>(['live', this.month, String(closures), String(seed)], (line) => {
      const { day } = line as { day: string };
      bar((Date.parse(day) - from) / 86_400_000 / days, `living through ${day}`);
    }).result;
    const { pods, closures: closed, submitted, messages, repeated, reports } = this.lived;
    return [
      [reports === 1, `the report of ${this.month} was approved by two people and published`],
      [repeated.length === 0, `${messages} messages, none of them twice`],
      [submitted > 0, `${closed} closures, ${submitted} people answered, on two pods of each service (${pods} clocks)`],
    ];
  }

  async checkReport(): Promise<Findings> {
    const seen = (this.seen = await this.look());
    const [report] = seen.reports;
    if (!report) return [[false, 'an MP’s office finds no report']];
    const { keys } = JSON.parse(seen.keys) as { keys: TrustedKey[] };
    const checked = verifyReport({ report: report.text, keys, chain: seen.chain });
    const oneDigit = report.text.replace(
      /("tables":\D*)(\d)/,
      (_, before: string, digit) => before + ((Number(digit) + 1) % 10),
    );
    const changed = verifyReport({ report: oneDigit, keys });
    const total = Object.values(seen.dispositions).reduce((sum, n) => sum + n, 0);
    return [
      [checked.genuine, checked.proved[0] ?? checked.faults.map(({ sentence }) => sentence).join('; ')],
      [oneDigit !== report.text && !changed.genuine, 'the same file with one digit changed is refused'],
      [seen.sumHolds && total === this.lived!.closures, `${total} closures, each with exactly one disposition`],
      [
        seen.dispositions['answered'] === this.lived!.submitted,
        `${seen.dispositions['answered']} answered, as many as did`,
      ],
      [seen.portal !== '', `an MP’s office signs in at the portal: “${seen.portal}”`],
    ];
  }

  /** Whoever starts from now on does so when the month is over: every pod of the four services is replaced. */
  rollOut(): Promise<Findings> {
    return this.underLoad('rollout', () => this.helm('upgrade', this.clocksFrom(this.afterwards())));
  }

  upgrade(): Promise<Findings> {
    const change = ['--set', 'logLevel=warn', ...this.clocksFrom(this.afterwards())];
    return this.underLoad('upgrade', () => this.helm('upgrade', change));
  }

  rollBack(): Promise<Findings> {
    return this.underLoad('rollback', () => this.shell.helm(['rollback', release, '2', '--wait', '--timeout', '15m']));
  }

  async killNode(): Promise<Findings> {
    const [first] = (await this.there.pods(ofRelease)).items;
    const node = first!.spec.nodeName;
    const there = await this.shell.json<PodList>(['get', 'pods', '--field-selector', `spec.nodeName=${node}`]);
    const killed = there.items.map(({ metadata }) => metadata.name).filter((name) => name !== 'outside');
    const began = performance.now();
    // A second to end in: as good as none.
    await this.shell.kubectl(['delete', 'pod', '--grace-period', '1', ...killed]);
    await this.there.settled();
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    return [
      [true, `${killed.length} pods of node ${node} killed, parts among them; all ready again after ${seconds} s`],
      ...(await this.nothingLost()),
    ];
  }

  async recover(): Promise<Findings> {
    const findings = await new Recovery(this.shell, this.there).backUpAndRestore(this.options.say);
    return [...findings, ...(await this.nothingLost())];
  }

  async uninstall(): Promise<Findings> {
    await this.shell.helm(['uninstall', release, '--wait', '--cascade', 'foreground', '--timeout', '10m']);
    const left = await this.there.left([ofRelease, 'owner=helm']);
    return [[left.length === 0, left.length === 0 ? 'nothing of the release is left, of any kind' : left.join(', ')]];
  }

  async removeParts(): Promise<Findings> {
    const selector = Object.entries(ours).map(([name, value]) => `${name}=${value}`)[0]!;
    const kinds = 'statefulsets,pods,services,networkpolicies,configmaps,secrets,persistentvolumeclaims';
    await this.shell.kubectl(['delete', kinds, '--selector', selector, '--wait']);
    const left = await this.there.left(['']);
    return [[left.length === 0, left.length === 0 ? 'no secret, job, policy, claim or pod is left' : left.join(', ')]];
  }

  /** Whatever is still there; nothing where the namespace was never this try-out's own. */
  async remove(): Promise<void> {
    if (!this.namespaceAsked) return;
    const selector = Object.entries(this.mark)[0]!.join('=');
    await this.shell.kubectl(['delete', 'namespaces', '--selector', selector, '--wait', '--timeout', '5m']);
  }

  /** What a person would look at first, where a step failed. */
  async diagnosis(): Promise<string> {
    if (!this.namespaceAsked) return '';
    const asked = await Promise.all(
      [
        ['get', 'pods,jobs'],
        ['get', 'events', '--field-selector', 'type=Warning', '--sort-by', 'lastTimestamp'],
        ['logs', '--selector', 'app.kubernetes.io/part-of=answerable', '--tail', '5', '--prefix'],
      ].map((args) => this.shell.kubectl(args).catch((error: Error) => error.message)),
    );
    return asked.map((text) => text.split('\n').slice(-40).join('\n')).join('\n');
  }

  /** Does it while clients of every kind ask, one after the other; not one of them may hear of it. */
  private async underLoad(name: string, act: () => Promise<unknown>): Promise<Findings> {
    const before = new Set((await this.there.pods(ofRelease)).items.map(({ metadata }) => metadata.name));
    const load = this.outside<LoadResult>(['load', name, `${this.lastDay}T09:00:00Z`]);
    await act();
    // Also those that are still on their way out: they serve until they are gone.
    await this.there.settled();
    load.finish();
    const result = await load.result;
    this.loads.set(name, result);
    const after = (await this.there.pods(ofRelease)).items.filter(({ metadata }) => !before.has(metadata.name));
    const { sent, failures, failed, seconds, slowestMs } = result;
    return [
      [after.length >= withClock.length * 2, `${after.length} pods replaced`],
      [
        failures === 0 && sent > 0,
        `${failures} of ${sent} requests failed (${Math.round(sent / seconds)} a second, the slowest ${slowestMs} ms)`,
      ],
      ...failed.slice(0, 10).map((what): [boolean, string] => [false, what]),
      ...(await this.nothingLost()),
    ];
  }

  /** The report is the same, byte for byte, and whatever was accepted under load has arrived. */
  private async nothingLost(): Promise<Findings> {
    const now = await this.look();
    const same = now.reports.find(({ id }) => id === this.seen!.reports[0]!.id)?.text === this.seen!.reports[0]!.text;
    const lost = [...this.loads].filter(([name, { accepted }]) => {
      const { highest, missing } = now.sources[name]!;
      return highest < accepted || missing > 0;
    });
    const accepted = [...this.loads.values()].reduce((sum, load) => sum + load.accepted, 0);
    return [
      [same, 'the report is the same, byte for byte'],
      [now.sumHolds, 'the dispositions add up'],
      [lost.length === 0, `${accepted} events accepted under load so far, none lost`],
    ];
  }

  /** Where the clock of a pod stands when it starts. */
  private clocksFrom(instant: string): string[] {
    return withClock.flatMap((name) => ['--set-string', `services.${name}.env.CLOCK_STARTS_AT=${instant}`]);
  }

  private afterwards(): string {
    return `${this.lastDay}T12:00:00Z`;
  }

  private look(): Promise<Seen> {
    return this.outside<Seen>(['look', this.month, ...this.loads.keys()]).result;
  }

  private outside<T>(args: readonly string[], onLine?: (line: object) => void) {
    return this.shell.inPod<T>('outside', [...program, ...args], onLine);
  }

  private helm(verb: 'install' | 'upgrade', more: readonly string[]): Promise<string> {
    const { chart, valuesFile, registry, tag } = this.options;
    const image = ['--set', `image.registry=${registry}`, '--set-string', `image.tag=${tag}`];
    return this.shell.helm([
      verb,
      release,
      chart,
      '--values',
      valuesFile,
      ...image,
      ...more,
      '--wait',
      '--timeout',
      '15m',
    ]);
  }
}
