import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Release, ReleaseInput } from '@answerable/disclosure';
import { Logger } from '@answerable/service';
import type { Tally } from '../answers/tally.js';

export type GateTask = Omit<ReleaseInput, 'bases' | 'counts' | 'onProgress'> & { readonly tallies: readonly Tally[] };
export interface GateProgress {
  readonly done: number;
  readonly of: number;
  readonly doing: string;
}
export type GateMessage =
  | { readonly progress: GateProgress }
  | { readonly release: Release }
  | { readonly refused: { readonly name: string; readonly message: string } };

/** Tests run the sources, which Node reads only when told how; what is built needs nothing. */
const fromSources = import.meta.url.endsWith('.ts');
const sourceEndings = `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) =>
  next(name.startsWith('.') && context.parentURL?.endsWith('.ts') ? name.replace(/js$/, 'ts') : name, context) });`;
const sourceOptions = [
  '--conditions=source',
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
  '--import',
  `data:text/javascript,${encodeURIComponent(sourceEndings)}`,
];

/**
 * Runs the release gate in a thread of its own: it computes for seconds, and the service must go on answering health checks and the
 * heartbeat of its consumer meanwhile.
 */
@Injectable()
export class ReleaseGate implements OnModuleDestroy {
  private readonly running = new Map<Worker, { month: string; progress: GateProgress }>();

  constructor(private readonly log: Logger) {}

  /** How far the attack on a month's report is; null when none runs. */
  progressOf(month: string): GateProgress | null {
    return [...this.running.values()].find((each) => each.month === month)?.progress ?? null;
  }

  /** Rejects with what prepareRelease throws, by its name and message; or when the service stops meanwhile. */
  async prepare(task: GateTask): Promise<Release> {
    const { month } = task;
    const began = performance.now();
    const worker = new Worker(new URL(fromSources ? './gate-thread.ts' : './gate-thread.js', import.meta.url), {
      workerData: task,
      execArgv: fromSources ? sourceOptions : [],
    });
    this.running.set(worker, { month, progress: { done: 0, of: 0, doing: 'reading the ledger' } });
    try {
      const release = await new Promise<Release>((resolve, reject) => {
        worker.on('message', (message: GateMessage) => {
          if ('progress' in message) {
            this.running.set(worker, { month, progress: message.progress });
            this.log.debug({ month, ...message.progress }, 'release gate went on');
          } else if ('release' in message) resolve(message.release);
          else reject(Object.assign(new Error(message.refused.message), { name: message.refused.name }));
        });
        worker.on('error', reject);
        worker.on('exit', () => reject(new Error(`the release gate for ${month} was stopped`)));
      });
      const { remaining, ...tried } = release.proof;
      // How long it took is no finer than seconds: what was withheld is part of it.
      this.log.info(
        { month, seconds: Math.round((performance.now() - began) / 1000), ...tried },
        'the release gate was passed',
      );
      this.log.debug({ month, remaining }, 'what remains possible in each attacked cell');
      return release;
    } finally {
      this.running.delete(worker);
      await worker.terminate();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.running.keys()].map((worker) => worker.terminate()));
  }
}
