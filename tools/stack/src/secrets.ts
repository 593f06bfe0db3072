import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inStack, stackDirectory } from './paths.js';

/**
 * Passwords of this stack, made when first asked for and kept in .stack/secrets.json, readable by its owner alone.
 * They hold letters and digits only, so that they fit into URLs, properties and command lines unchanged.
 */
export class Secrets {
  private constructor(private readonly known: Record<string, string>) {}

  static open(): Secrets {
    const file = inStack('secrets.json');
    return new Secrets(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {});
  }

  of(name: string): string {
    const known = this.known[name];
    if (known !== undefined) return known;
    const made = randomBytes(18).toString('base64').replace(/[+/=]/g, 'x');
    this.known[name] = made;
    mkdirSync(stackDirectory, { recursive: true, mode: 0o755 });
    writeFileSync(inStack('secrets.json'), JSON.stringify(this.known, null, 2), { mode: 0o600 });
    return made;
  }
}
