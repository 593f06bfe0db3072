import { mixingKid } from '@answerable/contracts';
import type { CryptoKey, JWK } from 'jose';
import { RetryableError } from '@answerable/persistence';
import { ask, london, type Clock } from '@answerable/service';
import { z } from 'zod';
import { publicKeyOf } from '../vault/sealing.js';

const keySet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: z.string(), kid: z.string() }))
    .min(1),
});
const FRESH_MS = 60_000;
const TIMEOUT_MS = 5_000;

export interface SealingKey {
  kid: string;
  key: CryptoKey;
}

/** What report attributes are sealed to: reporting's current key, and around that a mixing key of response-collection. */
export interface CurrentKeys {
  reporting: SealingKey;
  /** By kid: one a month, see `mixingKeyFor`. */
  mixing: ReadonlyMap<string, SealingKey>;
}

/** Public keys of both, asked for once a minute; while one of them is away nothing new is issued, and whoever asks is to come again. */
export class SealingKeys {
  private held: { at: number; day: string; keys: CurrentKeys } | undefined;

  constructor(
    private readonly reportingUrl: string,
    private readonly collectionUrl: string,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<CurrentKeys> {
    // Keys rotate by the calendar, which a demo passes through in seconds.
    const day = this.clock.today();
    if (this.held && this.held.day === day && performance.now() - this.held.at < FRESH_MS) return this.held.keys;
    const [reporting, mixing] = await Promise.all([offered(this.reportingUrl), offered(this.collectionUrl)]);
    const keys = { reporting: reporting[0]!, mixing: new Map(mixing.map((key) => [key.kid, key])) };
    this.held = { at: performance.now(), day, keys };
    return keys;
  }
}

/** The key that response-collection destroys when it closes the month in which the survey ends. */
export function mixingKeyFor({ mixing }: CurrentKeys, expiresAt: Date): SealingKey {
  const kid = mixingKid(london.month(expiresAt));
  const key = mixing.get(kid);
  if (!key) throw new Error(`response-collection offers no key ${kid}`);
  return key;
}

/** Throws RetryableError while there are none to be had. */
async function offered(url: string): Promise<SealingKey[]> {
  const { keys } = await read(url).catch((error: unknown) => {
    throw new RetryableError(error);
  });
  return Promise.all(keys.map(async (jwk) => ({ kid: jwk.kid, key: await publicKeyOf(jwk as JWK) })));
}

async function read(url: string): Promise<z.infer<typeof keySet>> {
  const response = await ask(url, { timeoutMs: TIMEOUT_MS });
  if (!response.ok) throw new Error(`public keys could not be read: ${response.status}`);
  return keySet.parse(await response.json());
}
