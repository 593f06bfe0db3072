import { CurrentPrincipal, type Principal } from '@answerable/access';
import type { attemptRequest, KeptContact, EpisodeView, ExclusionReason } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { Body, Controller, Param } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf } from '../api-route.js';
import { personOf } from '../person.js';
import { Dial } from '../work/dial.js';
import { WorklistStore } from '../work/worklist.store.js';
import type { Update } from './apply-safe-contact.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { EndLink } from './end-link.js';
import { ExcludeEpisode } from './exclude-episode.js';
import { FindEpisodes, type Sought } from './find-episodes.js';
import { HandOver } from './hand-over.js';
import { HoldEpisode } from './hold-episode.js';
import { ReadEpisode } from './read-episode.js';
import { RecordAttempt } from './record-attempt.js';
import { RevealContact } from './reveal-contact.js';
import { StopAsking } from './stop-asking.js';
import { TakeBack } from './take-back.js';
import { UpdateSafeContact } from './update-safe-contact.js';

interface ById {
  episodeId: string;
}
const params = paramsOf('readEpisode');

@Controller()
export class EpisodeController {
  constructor(
    private readonly read: ReadEpisode,
    private readonly find: FindEpisodes,
    private readonly reveal: RevealContact,
    private readonly safeContact: UpdateSafeContact,
    private readonly attempt: RecordAttempt,
    private readonly dial: Dial,
    private readonly handOver: HandOver,
    private readonly holdEpisode: HoldEpisode,
    private readonly endHerLink: EndLink,
    private readonly excludeEpisode: ExcludeEpisode,
    private readonly stop: StopAsking,
    private readonly takeBack: TakeBack,
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly worklist: WorklistStore,
    private readonly clock: Clock,
  ) {}

  @ApiRoute('readEpisode')
  async readEpisode(@CurrentPrincipal() who: Principal, @Param(params) { episodeId }: ById): Promise<EpisodeView> {
    return this.read.execute(episodeId, who);
  }

  @ApiRoute('findEpisodes')
  async findEpisodes(@CurrentPrincipal() who: Principal, @Body(bodyOf('findEpisodes')) sought: Sought) {
    return this.find.execute(sought, who);
  }

  @ApiRoute('revealContact')
  async revealContact(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('revealContact')) { purpose }: { purpose: string },
  ): Promise<KeptContact> {
    return this.reveal.execute(episodeId, purpose, who);
  }

  @ApiRoute('updateSafeContact')
  async updateSafeContact(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('updateSafeContact')) update: Update,
  ): Promise<void> {
    await this.safeContact.execute(episodeId, update, personOf(who));
  }

  @ApiRoute('dial')
  async dialHer(@CurrentPrincipal() who: Principal, @Param(params) { episodeId }: ById) {
    return this.dial.execute(episodeId, who);
  }

  @ApiRoute('recordAttempt')
  async recordAttempt(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('recordAttempt')) attempt: z.infer<typeof attemptRequest>,
  ): Promise<void> {
    await this.attempt.execute(episodeId, attempt, personOf(who));
  }

  @ApiRoute('handOver')
  async handOverInterview(@CurrentPrincipal() who: Principal, @Param(params) { episodeId }: ById) {
    return this.handOver.execute(episodeId, personOf(who));
  }

  @ApiRoute('recordSupport')
  async recordSupport(@CurrentPrincipal() who: Principal, @Param(params) { episodeId }: ById): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      await this.worklist.addSupporter(tx, episode.subjectKey, personOf(who), this.clock.now());
      await this.store.tell(tx, [{ episodeId, at: this.clock.now(), kind: 'supported', by: personOf(who) }]);
    });
  }

  @ApiRoute('hold')
  async hold(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('hold')) { reason, reviewOn }: { reason: string; reviewOn: string },
  ): Promise<void> {
    await this.holdEpisode.execute(episodeId, reason, reviewOn, personOf(who));
  }

  @ApiRoute('endLink')
  async endLink(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('endLink')) { reason }: { reason: string },
  ): Promise<void> {
    await this.endHerLink.execute(episodeId, reason, personOf(who));
  }

  @ApiRoute('releaseHold')
  async releaseHold(@CurrentPrincipal() who: Principal, @Param(params) { episodeId }: ById): Promise<void> {
    await this.holdEpisode.release(episodeId, personOf(who));
  }

  @ApiRoute('decline')
  async decline(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('decline')) { never }: { never: boolean },
  ): Promise<void> {
    await this.episodes.change(episodeId, (tx, episode) =>
      this.stop.execute(tx, episode, { never, by: personOf(who) }),
    );
  }

  @ApiRoute('exclude')
  async exclude(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('exclude')) { reason }: { reason: ExclusionReason },
  ): Promise<void> {
    await this.excludeEpisode.execute(episodeId, reason, personOf(who));
  }

  @ApiRoute('takeBack')
  async takeBackFinding(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('takeBack')) { reason }: { reason: string },
  ): Promise<void> {
    await this.takeBack.execute(episodeId, reason, who);
  }

  @ApiRoute('setLegalHold')
  async setLegalHold(
    @CurrentPrincipal() who: Principal,
    @Param(params) { episodeId }: ById,
    @Body(bodyOf('setLegalHold')) { hold, reason }: { hold: boolean; reason: string },
  ): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      const now = this.clock.now();
      episode.legalHold = hold;
      await this.store.save(tx, episode, now);
      await this.store.tell(tx, [
        {
          episodeId,
          at: now,
          kind: hold ? 'legal-hold-set' : 'legal-hold-ended',
          detail: { reason },
          by: personOf(who),
        },
      ]);
      if (!hold) await this.stop.legalHoldEnded(tx, episode.subjectKey);
    });
  }
}
