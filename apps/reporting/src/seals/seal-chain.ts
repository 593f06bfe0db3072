import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChainLink, KeyIntroduction, SealedLink } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { CONFIG, Clock, commandLine, DueWork, Logger, london } from '@answerable/service';
import type { JWK } from 'jose';
import type { ReportingConfig } from '../config.js';
import { KeyEncryption } from '../keys/key-encryption.js';
import { ChainStore } from './chain.store.js';
import { canonical, fingerprintOf, linkHash, newSigningKey, sha256Of, signLink } from './seal.js';

const ROTATE_AFTER_MONTHS = 12;

/** Adds links to the chain: reports, tombstones, and new keys signed by the key before them. */
@Injectable()
export class SealChain implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: ChainStore,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  /** Not under an operator's command: what a database that was put back must recall first, may be a link of the chain. */
  async onModuleInit(): Promise<void> {
    if (!commandLine(process.argv)) await this.rotateKey();
  }

  @DueWork({ name: 'rotate-report-key', everyMs: 60_000 })
  async rotateKey(): Promise<number> {
    const organisationId = this.config.ORGANISATION_ID;
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      if (await this.store.isToBeRecalled(tx)) return 0;
      const current = await this.store.currentKey(tx, organisationId);
      const now = this.clock.now();
      if (current && london.addMonths(london.today(current.createdAt), ROTATE_AFTER_MONTHS) > london.today(now))
        return 0;
      const { publicKey, privateJwk } = newSigningKey();
      const keyId = `${organisationId}-${london.today(now)}-${fingerprintOf(publicKey).slice(0, 4)}`;
      const introduction: KeyIntroduction = { format: 'answerable-key/1', keyId, publicKey, from: london.today(now) };
      // The old key vouches for the new one; the very first vouches for itself and is compared on paper.
      const signer = current
        ? { keyId: current.keyId, jwk: await this.encryption.open(current.privateSealed) }
        : { keyId, jwk: privateJwk };
      await this.append(tx, organisationId, { kind: 'key', subject: keyId, content: introduction }, signer);
      await this.store.addKey(tx, organisationId, {
        keyId,
        publicKey,
        privateSealed: await this.encryption.seal(privateJwk),
        at: now,
      });
      this.log.info({ keyId }, 'a signing key was introduced');
      return 1;
    });
  }

  /** Seals content as the next link, signed by the current key. The caller's transaction holds what else becomes true with it. */
  async seal(
    tx: Tx,
    organisationId: string,
    entry: { kind: 'report' | 'tombstone'; subject: string; content: unknown },
  ): Promise<SealedLink> {
    await this.store.lock(tx, organisationId);
    const key = await this.store.currentKey(tx, organisationId);
    if (!key) throw new Error('there is no signing key');
    return this.append(tx, organisationId, entry, {
      keyId: key.keyId,
      jwk: await this.encryption.open(key.privateSealed),
    });
  }

  private async append(
    tx: Tx,
    organisationId: string,
    { kind, subject, content }: { kind: ChainLink['kind']; subject: string; content: unknown },
    signer: { keyId: string; jwk: JWK },
  ): Promise<SealedLink> {
    const last = await this.store.last(tx, organisationId);
    const text = canonical(content);
    const sealed = signLink(
      {
        number: (last?.link.number ?? 0) + 1,
        kind,
        organisationId,
        subject,
        contentSha256: sha256Of(text),
        previous: last ? linkHash(last.link) : null,
        publishedAt: this.clock.now().toISOString(),
        keyId: signer.keyId,
      },
      signer.jwk,
    );
    await this.store.add(tx, sealed, text);
    return sealed;
  }
}
