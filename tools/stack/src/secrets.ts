import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { inStack, stackDirectory } from './paths.js';

/**
 * Passwords of this stack, made when first asked for and kept in .stack/secrets.json, readable by its owner alone.
 * They hold letters and digits only, so that they fit into URLs, properties and command lines unchanged.
 */
export class Secrets {
  private constructor(
    private readonly known: Record<string, string>,
    private readonly missing: (name: string) => string,
  ) {}

  /** Made when asked for, and kept nowhere but in this process. */
  static fresh(): Secrets {
    return new Secrets({}, makeSecret);
  }

  /** Those of .stack/secrets.json. */
  static open(): Secrets {
    const file = inStack('secrets.json');
    const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
    return new Secrets(known, (name) => {
      const made = makeSecret();
      mkdirSync(stackDirectory, { recursive: true, mode: 0o755 });
      // Moved into place: a start cut short leaves the old file or the new one, never half of one.
      writeFileSync(`${file}.new`, JSON.stringify({ ...known, [name]: made }, null, 2), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      return made;
    });
  }

  /** Those of the environment, each under its variable; one that is not there is an error. */
  static ofEnvironment(env: NodeJS.ProcessEnv): Secrets {
    return new Secrets({}, (name) => {
      const value = env[variableOf('SECRET', name)];
      if (!value) throw new Error(`${variableOf('SECRET', name)} is missing`);
      return value;
    });
  }

  of(name: string): string {
    return (this.known[name] ??= this.missing(name));
  }

  /** All that were asked for so far, by the variable that carries them. */
  variables(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.known).map(([name, value]) => [variableOf('SECRET', name), value]));
  }

  /** 32 bytes as base64url. */
  key(name: string): string {
    return createHash('sha256').update(this.of(name)).digest('base64url');
  }

  uuid(name: string): string {
    const hex = createHash('sha256').update(this.of(name)).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}

const makeSecret = (): string => randomBytes(24).toString('base64').replace(/[+/=]/g, 'x');

/** Name of the environment variable of a secret or key: `SECRET_ROLE_CASE_INTAKE` for `role case_intake`. */
export const variableOf = (kind: 'SECRET' | 'KEY', name: string): string =>
  `${kind}_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
