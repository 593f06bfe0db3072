import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { IdleChecks } from './checks.js';
import { decoratedMethods } from './decorated.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { notFound } from './problem.js';
import { runWithTrace } from './trace.js';

export interface DueWorkOptions {
  name: string;
  /** Machine time between two looks for work; while a run returns more than 0 the next follows at once. */
  everyMs: number;
}

const DUE_WORK = Symbol('due-work');
const PAUSE_AFTER_ERROR_MS = 1000;
/** What looks no oftener than this is made due by the time alone, never by an event. */
const SELDOM_MS = 60_000;

/** Declares a provider's method as due work: it claims and does some of what is due and returns how many items it did. */
export function DueWork(options: DueWorkOptions) {
  return (_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<() => Promise<number>>): void => {
    Reflect.defineMetadata(DUE_WORK, options, descriptor.value!);
  };
}

interface Job extends DueWorkOptions {
  run: () => Promise<number>;
  /** Runs one after the other: the tail of the queue of runs. */
  tail: Promise<unknown>;
  wake: () => void;
  /** Machine time (performance.now) of the start of the last run that found nothing due. */
  nothingDueAt: number;
  /** It has found nothing due since the service started. */
  looked: boolean;
}

/** Runs every declared due work in a loop of its own, until the service stops. */
@Injectable()
export class DueWorks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly jobs = new Map<string, Job>();
  private readonly conditions: (() => Promise<void>)[] = [];
  private stopping = false;
  private loops: Promise<void>[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly idle: IdleChecks,
  ) {}

  onApplicationBootstrap(): void {
    const found = decoratedMethods<DueWorkOptions, () => Promise<number>>(this.discovery, this.scanner, DUE_WORK);
    for (const { metadata, method } of found) this.add(metadata, method);
    this.metrics.gauge(
      'due_work_behind_seconds',
      'Since when something due may be undone, by due work: the oldest due item is no older',
      ['work'],
      (gauge) => {
        for (const job of this.jobs.values()) {
          gauge.set({ work: job.name }, Math.max(0, performance.now() - job.nothingDueAt - job.everyMs) / 1000);
        }
      },
    );
    const failures = this.metrics.counter('due_work_failures_total', 'Runs that failed, by due work', ['work']);
    // To Prometheus a counter that is born with its first failure has not increased.
    for (const { name } of this.jobs.values()) failures.inc({ work: name }, 0);
    this.loops = [...this.jobs.values()].map((job) => this.loop(job));
  }

  /** No run begins where this throws; the run then counts as failed, and is tried again. */
  runOnlyIf(condition: () => Promise<void>): void {
    this.conditions.push(condition);
  }

  /** Starts no run from now on: a command runs alone. */
  rest(): void {
    this.stopping = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.rest();
    for (const job of this.jobs.values()) job.wake();
    await Promise.all(this.loops);
  }

  /** Runs a job once, after any run under way, and returns the number of items done; throws what the job throws. */
  async runNow(name: string): Promise<number> {
    const job = this.jobs.get(name);
    if (!job) throw notFound('no due work has this name', { known: [...this.jobs.keys()] });
    return this.runOnce(job);
  }

  /**
   * Runs every job once and returns how many items each did; a job that fails counts as one item left. What looks seldom waits for
   * a date alone: it is left out where it has found nothing due since the clock was set (machine time, performance.now).
   */
  async runAll(clockSetAt = Infinity): Promise<Record<string, number>> {
    const asked = [...this.jobs.values()].filter(
      (job) => job.everyMs < SELDOM_MS || !job.looked || job.nothingDueAt <= clockSetAt,
    );
    const counts = await Promise.all(
      asked.map(async (job) => [job.name, await this.runOnce(job).catch(() => 1)] as const),
    );
    return Object.fromEntries(counts);
  }

  private add(options: DueWorkOptions, run: () => Promise<number>): void {
    if (this.jobs.has(options.name)) throw new Error(`two due works are called ${options.name}`);
    this.jobs.set(options.name, {
      ...options,
      run,
      tail: Promise.resolve(),
      wake: () => {},
      nothingDueAt: performance.now(),
      looked: false,
    });
  }

  private async loop(job: Job): Promise<void> {
    while (!this.stopping) {
      const done = await this.runOnce(job).catch(() => undefined);
      if (done === undefined) await this.pause(job, Math.max(job.everyMs, PAUSE_AFTER_ERROR_MS));
      else if (done === 0) await this.pause(job, job.everyMs);
    }
  }

  private runOnce(job: Job): Promise<number> {
    const next = job.tail.then(() => (this.stopping ? 0 : this.attempt(job)));
    job.tail = next.catch(() => undefined);
    return next;
  }

  private attempt(job: Job): Promise<number> {
    return runWithTrace(undefined, async () => {
      const startedAt = performance.now();
      try {
        for (const condition of this.conditions) await condition();
        const done = await job.run();
        if (done === 0) Object.assign(job, { nothingDueAt: startedAt, looked: true });
        if (done > 0) {
          this.idle.stir();
          this.metrics
            .counter('due_work_items_total', 'Items done, by due work', ['work'])
            .inc({ work: job.name }, done);
          this.log.debug({ job: job.name, done }, 'due work was done');
        }
        return done;
      } catch (error) {
        this.metrics
          .counter('due_work_failures_total', 'Runs that failed, by due work', ['work'])
          .inc({ work: job.name });
        this.log.error({ job: job.name, error }, 'due work failed');
        throw error;
      }
    });
  }

  private pause(job: Job, ms: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      job.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
