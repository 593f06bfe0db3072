import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkout } from './paths.js';

const service = z.object({
  image: z.string(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()).default({}),
  configs: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
});
const config = z.object({ content: z.string() });

const composeFile = z.object({
  services: z.object({ postgres: service, kafka: service, keycloak: service }),
  configs: z.object({ kafka: config, 'keycloak-database': config }),
});

export type ComposeFile = z.infer<typeof composeFile>;

/**
 * docker-compose.yml with its variables replaced from the given values, the way Compose does it: `${A}`, `${A:-default}`,
 * `${A:?message}` and `$$`. Throws where a variable without default has no value.
 */
export function readCompose(values: Readonly<Record<string, string>>): ComposeFile {
  const file: unknown = parse(readFileSync(join(checkout, 'docker-compose.yml'), 'utf8'), {
    reviver: (_key, value: unknown) => (typeof value === 'string' ? interpolate(value, values) : value),
  });
  return composeFile.parse(file);
}

/**
 * By service of docker-compose.yml, those of its variables that are nobody else's business: passwords, keys, and the name that
 * a password belongs to.
 */
export function readSecretEnvironments(
  values: Readonly<Record<string, string>>,
): Record<string, Record<string, string>> {
  const environment = z.record(z.string(), z.coerce.string());
  const { services } = z
    .object({ services: z.record(z.string(), z.object({ environment: environment.default({}) })) })
    .parse(parse(readFileSync(join(checkout, 'docker-compose.yml'), 'utf8'), { merge: true }));
  const isSecret = (name: string, text: string): boolean =>
    name === 'KAFKA_USERNAME' || /\$\{(SECRET|KEY)_|_API_KEY/.test(text);
  return Object.fromEntries(
    Object.entries(services).map(([name, { environment: all }]) => [
      name,
      Object.fromEntries(
        Object.entries(all)
          .filter(([variable, text]) => isSecret(variable, text))
          .map(([variable, text]) => [variable, interpolate(text, values)]),
      ),
    ]),
  );
}

export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name: string | undefined, kind, rest: string) => {
    if (name === undefined) return '$';
    const value = values[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '-') return rest;
    throw new Error(`docker-compose.yml needs ${name}: ${kind === '?' ? rest : whole}`);
  });
}

/** The tag of an image: `18` of `postgres:18`. */
export const versionOf = (image: string): string => image.slice(image.lastIndexOf(':') + 1);

/** Lines `name=value` of a properties text. */
export function readProperties(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

export const writeProperties = (properties: ReadonlyMap<string, string>): string =>
  [...properties].map(([name, value]) => `${name}=${value}\n`).join('');
