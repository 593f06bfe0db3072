import { handoverClaims, type HandoverClaims } from '@answerable/contracts';
import { CONFIG, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Config } from '../config.js';

/** Verifies the sixty-second token by which the staff portal hands a telephone interview over. */
@Injectable()
export class Handovers {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly log: Logger,
  ) {
    this.keys = createRemoteJWKSet(new URL(config.HANDOVER_KEYS_URL), {
      timeoutDuration: 3000,
      cooldownDuration: 5000,
    });
  }

  /** Undefined for a token that is not ours, not for us, too old, or valid for longer than a minute. */
  async verify(token: string): Promise<HandoverClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ['EdDSA', 'Ed25519'],
        issuer: 'survey-delivery',
        audience: 'response-collection',
        maxTokenAge: '65s',
        clockTolerance: 5,
      });
      return handoverClaims.parse(payload);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) this.log.warn({ error }, 'handover could not be verified');
      return undefined;
    }
  }
}
