import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One process of the platform; its log goes to a file. */
export class Child {
  private process: ChildProcess | undefined;

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly env: () => Record<string, string>,
    readonly logFile: string,
    private readonly args: readonly string[] = [],
  ) {
    mkdirSync(dirname(logFile), { recursive: true });
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  start(): void {
    // Straight into the file: a line in between would cost this process as much as it costs the child.
    const log = openSync(this.logFile, 'a');
    const child = spawn(process.execPath, ['--import', diesWithParent, ...heap, this.script, ...this.args], {
      // What Node has compiled is kept beside the logs, for the next start.
      env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: compiled(this.logFile), ...this.env() },
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    // One listener a process, however many wait for its end.
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    this.process = child;
  }

  /** Runs to the end; throws where it fails. */
  async run(): Promise<void> {
    this.start();
    const code = await new Promise<number | null>((resolve) => this.process!.once('exit', resolve));
    if (code !== 0) throw new Error(`${this.name} failed with ${code}; see ${this.logFile}`);
  }

  /** Resolves when the process started last has ended. */
  ended: Promise<void> = Promise.resolve();

  private get exited(): boolean {
    return this.process === undefined || this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Sends the signal and waits for the end; SIGKILL after `limitMs`. */
  async end(signal: NodeJS.Signals = 'SIGTERM', limitMs = 30_000): Promise<void> {
    const child = this.process;
    if (!child || this.exited) return;
    const { ended } = this;
    child.kill(signal);
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
    await ended;
    clearTimeout(limit);
  }
}

const compiled = (logFile: string): string => join(dirname(logFile), '..', 'compiled');

/** The same small heap as in the images, so that what runs here is what runs there. */
const heap = ['--max-old-space-size=192', '--max-semi-space-size=8'];

/** Its input ends when this process does, however it ends: then the child ends too, and nothing is left running. */
const diesWithParent = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume().unref?.();",
)}`;
