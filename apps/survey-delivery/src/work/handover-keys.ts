import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { HandoverClaims } from '@answerable/contracts';
import { CONFIG } from '@answerable/service';
import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose';
import type { Config } from '../config.js';

/** PKCS #8 head of an Ed25519 private key (RFC 8410); the 32 bytes of the seed follow. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

const SECONDS = 60;

/** Signs the sixty-second tokens that hand a telephone interview over to the survey's own origin. */
@Injectable()
export class HandoverKeys {
  private readonly key: KeyObject;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = createPrivateKey({
      key: Buffer.concat([PKCS8_ED25519, config.HANDOVER_KEY]),
      format: 'der',
      type: 'pkcs8',
    });
  }

  async publicJwk(): Promise<JWK & { kid: string }> {
    const jwk = await exportJWK(createPublicKey(this.key));
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'EdDSA' };
  }

  /** Sixty seconds of machine time: tokens do not follow the injected clock. */
  async sign(claims: Pick<HandoverClaims, 'sub' | 'jti' | 'draft'>): Promise<{ token: string; expiresAt: string }> {
    const { kid } = await this.publicJwk();
    const iat = Math.floor(Date.now() / 1000);
    const whole: HandoverClaims = {
      ...claims,
      iss: 'survey-delivery',
      aud: 'response-collection',
      iat,
      exp: iat + SECONDS,
    };
    const token = await new SignJWT({ ...whole }).setProtectedHeader({ alg: 'EdDSA', kid }).sign(this.key);
    return { token, expiresAt: new Date(whole.exp * 1000).toISOString() };
  }
}
