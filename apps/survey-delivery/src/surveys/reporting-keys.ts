import type { CryptoKey, JWK } from 'jose';
import type { Clock } from '@answerable/service';
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

/** Reporting's current sealing key, asked for once a minute; while reporting is away nothing new is issued. */
export class ReportingKeys {
  private held: { at: number; day: string; key: SealingKey } | undefined;

  constructor(
    private readonly url: string,
    private readonly clock: Clock,
  ) {}

  async current(): Promise<SealingKey> {
    // Keys rotate by the calendar, which a demo passes through in seconds.
    const day = this.clock.today();
    if (this.held && this.held.day === day && performance.now() - this.held.at < FRESH_MS) return this.held.key;
    const response = await fetch(this.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`reporting keys could not be read: ${response.status}`);
    const first = keySet.parse(await response.json()).keys[0]!;
    this.held = { at: performance.now(), day, key: { kid: first.kid, key: await publicKeyOf(first as JWK) } };
    return this.held.key;
  }
}
