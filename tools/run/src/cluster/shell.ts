import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** kubectl, helm and docker, as a person would call them; all that still runs can be ended at once. */
export class Shell {
  private readonly running = new Set<ChildProcess>();

  constructor(
    readonly namespace: string,
    /** Of the kubeconfig; the current one where absent. */
    private readonly context: string | undefined,
  ) {}

  /** What it wrote; throws with what it complained of. `input` goes to its standard input: secrets travel there alone. */
  kubectl(args: readonly string[], input?: string): Promise<string> {
    return this.run('kubectl', [...this.at('--context'), '--namespace', this.namespace, ...args], input);
  }

  /** A script of the project's own that calls kubectl. */
  script(file: string, args: readonly string[]): Promise<string> {
    const kubectl = ['kubectl', ...this.at('--context'), '--namespace', this.namespace].join(' ');
    return this.run('env', [`KUBECTL=${kubectl}`, 'sh', file, ...args]);
  }

  helm(args: readonly string[]): Promise<string> {
    return this.run('helm', [...this.at('--kube-context'), '--namespace', this.namespace, ...args]);
  }

  async create(manifests: readonly object[]): Promise<void> {
    const list = { apiVersion: 'v1', kind: 'List', items: manifests };
    await this.kubectl(['create', '--filename', '-'], JSON.stringify(list));
  }

  async json<T>(args: readonly string[]): Promise<T> {
    return JSON.parse(await this.kubectl([...args, '--output', 'json'])) as T;
  }

  run(command: string, args: readonly string[], input = ''): Promise<string> {
    const child = this.start(command, args);
    let out = '';
    let complaint = '';
    child.stdout!.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()));
    child.stdin!.end(input);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve(out) : reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${complaint}`)),
      );
    });
  }

  /**
   * A command in a pod that says one JSON object a line, the last of them `{"result"}`. `finish` ends its input, upon which some
   * commands come to their end.
   */
  inPod<T>(pod: string, command: readonly string[], onLine: (line: object) => void = () => {}) {
    const where = [...this.at('--context'), '--namespace', this.namespace];
    const child = this.start('kubectl', [...where, 'exec', '--stdin', pod, '--', ...command]);
    let complaint = '';
    child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()));
    let found: { result: T } | undefined;
    createInterface({ input: child.stdout! }).on('line', (text) => {
      const line = JSON.parse(text) as object;
      if ('result' in line) found = line as { result: T };
      else onLine(line);
    });
    const result = new Promise<T>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        found ? resolve(found.result) : reject(new Error(`${command.join(' ')} ended with ${code}: ${complaint}`)),
      );
    });
    // Whoever waits for it hears of it; until then it is nobody's surprise.
    result.catch(() => undefined);
    return { result, finish: () => child.stdin!.end() };
  }

  endAll(): void {
    for (const child of this.running) child.kill('SIGTERM');
  }

  private at(option: string): string[] {
    return this.context === undefined ? [] : [option, this.context];
  }

  private start(command: string, args: readonly string[]): ChildProcess {
    const child = spawn(command, args, { stdio: 'pipe' });
    child.stdin.on('error', () => undefined);
    this.running.add(child);
    child.once('close', () => this.running.delete(child));
    return child;
  }
}
