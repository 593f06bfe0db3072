import { Injectable } from '@nestjs/common';
import type { FoundEntry, FoundEpisode } from '@answerable/contracts';
import { personOf } from '../person.js';
import type { Principal } from '@answerable/access';
import { Clock } from '@answerable/service';
import { OwnRouteStore } from '../own-route/own-route.store.js';
import { Vault } from '../vault/vault.js';
import { EpisodeStore } from './episode.store.js';

export type Sought = { telephone: string } | { email: string } | { reference: string };

/**
 * Who rings us to say stop, or to ask what is kept of her, is found by what she says: in every state, by the keyed hash of her
 * number or address, never by opening a contact. Whoever searched, and whom it found, is written down.
 */
@Injectable()
export class FindEpisodes {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly entries: OwnRouteStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute(sought: Sought, principal: Principal): Promise<{ episodes: FoundEpisode[]; entries: FoundEntry[] }> {
    return this.vault.transaction(async (tx) => {
      const organisation = this.vault.organisationId;
      const found =
        'reference' in sought
          ? await this.episodes.byReference(tx, organisation, sought.reference)
          : await this.episodes.byWay(
              tx,
              organisation,
              'email' in sought ? this.vault.hashes.email(sought.email) : this.vault.hashes.telephone(sought.telephone),
            );
      const line = { ...personOf(principal), purpose: 'search', at: this.clock.now() };
      const none = [{ ...line, episodeId: null, reference: null }];
      const reads = found.map(({ episodeId, reference }) => ({ ...line, episodeId, reference }));
      await this.vault.readLog.noteReads(tx, organisation, reads.length > 0 ? reads : none);
      const written =
        'telephone' in sought
          ? await this.entries.ofWay(tx, organisation, this.vault.hashes.telephone(sought.telephone))
          : [];
      return {
        episodes: found,
        entries: written.map(({ id: entryId, receivedOn, state }) => ({ entryId, receivedOn, state })),
      };
    });
  }
}
