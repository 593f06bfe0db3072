import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const list = z
  .string()
  .min(1)
  .transform((text) => text.split(',').map((item) => item.trim()));

/**
 * Keys of one use, with commas between: the first closes, each opens. So a key is exchanged while several instances run: the new one
 * goes behind the old one everywhere, then before it, then the old one goes.
 */
export const keysOf = <T>(key: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.tuple([key], key));

/** Settings that every app has; spread into its own `z.object({ ...baseConfig, ... })`. */
export const baseConfig = {
  NODE_ENV: z.string().optional(),
  MODE: z.enum(['production', 'demo', 'test']),
  PORT: port,
  /** Where set, /metrics is served there and nowhere else; in production there alone: a public origin must not show it. */
  METRICS_PORT: port.optional(),
  /** How long a service that was told to stop goes on serving, while balancers learn that it is not ready; 7 in production, else 0. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(25).optional(),
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  KEYCLOAK_ISSUER: z.url(),
  /** Demo and test mode: where the clock stands when the service starts, for lives that begin in the past. */
  CLOCK_STARTS_AT: z.iso.datetime({ offset: true }).optional(),
  ORGANISATION_ID: z.string().regex(/^[a-z0-9-]+$/),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

/** Settings of every app that speaks to Kafka, beside those of `baseConfig`. */
export const kafkaConfig = {
  KAFKA_BROKERS: list,
  KAFKA_USERNAME: z.string().min(1),
  KAFKA_PASSWORD: z.string().min(1),
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_SESSION_TIMEOUT_MS: z.coerce.number().int().min(6000).default(10_000),
};
const kafkaSchema = z.object(kafkaConfig);
export type KafkaConfig = z.infer<typeof kafkaSchema>;

const baseSchema = z.object(baseConfig);
export type BaseConfig = z.infer<typeof baseSchema>;

/** Injection token of the parsed configuration given to `bootstrap`. */
export const CONFIG = Symbol('config');

/** Realms of demo and test are spoken to without TLS: none of their people, and no secret of theirs, opens anything in production. */
const demoSettings = ({ MODE, KEYCLOAK_ISSUER }: Record<string, string | undefined>): string[] =>
  MODE === 'production' && /^http:/i.test(KEYCLOAK_ISSUER ?? '') ? ['KEYCLOAK_ISSUER'] : [];

/**
 * Parses the environment by a schema; an empty value counts as absent.
 * Throws one error that names every missing or invalid setting, and never shows a value.
 */
export function loadConfig<T>(schema: z.ZodType<T>, env: Record<string, string | undefined> = process.env): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const names = [...new Set([...issues.map(({ path }) => String(path[0] ?? '(whole)')), ...demoSettings(given)])];
  if (parsed.success && names.length === 0) return parsed.data;
  const missing = names.filter((name) => !(name in given));
  const invalid = names.filter((name) => name in given);
  const parts = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    invalid.length > 0 ? `invalid: ${invalid.join(', ')}` : '',
  ].filter(Boolean);
  throw new Error(`Configuration is not complete; ${parts.join('; ')}`);
}
