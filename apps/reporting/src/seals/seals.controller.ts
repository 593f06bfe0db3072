import { Controller, Header, Inject } from '@nestjs/common';
import { keyIntroduction, sealedReport, tombstone } from '@answerable/contracts';
import { CONFIG, london } from '@answerable/service';
import { z } from 'zod';
import { ApiRoute } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { ChainStore } from './chain.store.js';
import { fingerprintOf } from './seal.js';

@Controller()
export class SealsController {
  constructor(
    private readonly store: ChainStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('reportKeys')
  async keys() {
    const keys = await this.store.keys(this.config.ORGANISATION_ID);
    return {
      keys: keys.map(({ keyId, publicKey, createdAt, retiredAt }) => ({
        format: 'answerable-key/1' as const,
        keyId,
        publicKey,
        from: london.today(createdAt),
        until: retiredAt && london.today(retiredAt),
        fingerprint: fingerprintOf(publicKey),
      })),
    };
  }

  @ApiRoute('publicChain')
  async chain() {
    const organisationId = this.config.ORGANISATION_ID;
    const [links, keys, tombstones] = await Promise.all([
      this.store.links(organisationId),
      this.store.publicContents(organisationId, 'key'),
      this.store.publicContents(organisationId, 'tombstone'),
    ]);
    return { links, keys: z.array(keyIntroduction).parse(keys), tombstones: z.array(tombstone).parse(tombstones) };
  }

  @ApiRoute('reportSchema')
  @Header('content-type', 'application/schema+json')
  schema() {
    return { ...z.toJSONSchema(sealedReport), title: 'Sealed report of Answerable', $id: 'urn:answerable:report:1' };
  }
}
