import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { readStackEnv } from '@answerable/stack';
import { Client } from 'pg';

const room = '4g';
const pageBytes = 4096;

/** A file system in memory for parts whose disk is to run full. It holds nothing when they are all written; needs root on Linux. */
export class Disk {
  private constructor(readonly directory: string) {}

  /** Mounts an empty one at the directory, in place of what an earlier run left there; undefined where this system does not let us. */
  static mount(directory: string): Disk | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    try {
      if (readFileSync('/proc/mounts', 'utf8').includes(` ${directory} tmpfs `)) mount('umount', directory);
      mount('mount', '-t', 'tmpfs', '-o', `size=${room},mode=755`, 'tmpfs', directory);
    } catch {
      return undefined;
    }
    return new Disk(directory);
  }

  /** Whether the running PostgreSQL keeps its data here; a user who cannot reach the checkout keeps them elsewhere. */
  async holdsPostgres(): Promise<boolean> {
    const client = new Client({ connectionString: readStackEnv().postgres.adminUrl });
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    await client.end();
    return rows[0]!.data_directory.startsWith(`${this.directory}/`);
  }

  /** Takes away all room that is not used: from now on every write that needs more meets ENOSPC. */
  fill(): void {
    for (let attempt = 1; ; attempt++) {
      const { blocks, bfree, bsize } = statfsSync(this.directory);
      try {
        return this.resize(String((blocks - bfree) * bsize + pageBytes * attempt));
      } catch (error) {
        // It grew between the two.
        if (attempt === 50) throw error;
      }
    }
  }

  free(): void {
    this.resize(room);
  }

  unmount(): void {
    mount('umount', this.directory);
  }

  private resize(size: string): void {
    mount('mount', '-o', `remount,size=${size}`, this.directory);
  }
}

function mount(command: 'mount' | 'umount', ...args: string[]): void {
  execFileSync(command, args, { stdio: 'pipe' });
}
