import { CurrentPrincipal, type Principal } from '@answerable/access';
import type { safeguardingConcern } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, Logger, Metrics } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { ExcludeEpisode } from '../episodes/exclude-episode.js';
import { HoldEpisode } from '../episodes/hold-episode.js';
import { TakeBack } from '../episodes/take-back.js';
import { personOf, SYSTEM } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import type { Risk } from './concern.js';
import { ConcernStore, type Concern } from './concern.store.js';
import { RaiseConcern } from './raise-concern.js';

const params = paramsOf('takeConcern');
interface ById {
  id: string;
}

/** Risk to life or to a child: a named lead, a clock, and everything for her held until the lead has decided. */
@Controller()
export class SafeguardingController {
  constructor(
    private readonly database: Database,
    private readonly concerns: ConcernStore,
    private readonly episodes: EpisodeStore,
    private readonly holds: HoldEpisode,
    private readonly exclusions: ExcludeEpisode,
    private readonly takeBack: TakeBack,
    private readonly raiseConcern: RaiseConcern,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    metrics.gauge('safeguarding_overdue', 'Concerns past their time', [], async (g) =>
      g.set(await database.transaction((tx) => concerns.overdue(tx, clock.now()))),
    );
  }

  @ApiRoute('raiseConcern')
  async raise(
    @CurrentPrincipal() principal: Principal,
    @Body(bodyOf('raiseConcern')) body: { episodeId: string | null; risk: Risk; note: string },
  ) {
    return this.database.transaction((tx) => this.raiseConcern.execute(tx, body, personOf(principal)));
  }

  @ApiRoute('listConcerns')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query(queryOf('listConcerns')) { state }: { state?: 'open' | 'taken' | 'closed' },
  ) {
    return this.database.transaction(async (tx) => {
      const rows = await this.concerns.list(tx, this.config.ORGANISATION_ID, state ?? null);
      await this.vault.enter(tx);
      const concerns = [];
      for (const row of rows) {
        const { closedAt, noteId, outcomeNoteId } = row;
        const opened = closedAt ? outcomeNoteId : noteId;
        const text = opened && (await this.vault.openNote(tx, 'concern', opened));
        concerns.push(this.shown(row, text));
      }
      for (const { episodeId, reference } of rows)
        await this.vault.noteRead(tx, { ...personOf(principal), purpose: 'safeguarding-queue', episodeId, reference });
      return { concerns };
    });
  }

  @ApiRoute('takeConcern')
  async take(@CurrentPrincipal() principal: Principal, @Param(params) { id }: ById): Promise<void> {
    await this.database.transaction(async (tx) => {
      this.assertNoOtherLead(await this.open(tx, id), principal);
      await this.concerns.take(tx, id, personOf(principal), this.clock.now());
    });
  }

  @ApiRoute('takeOverConcern')
  async takeOver(@CurrentPrincipal() principal: Principal, @Param(params) { id }: ById): Promise<void> {
    const person = personOf(principal);
    await this.database.transaction(async (tx) => {
      const { leadName, episodeId } = await this.open(tx, id);
      if (!leadName) throw deliveryProblem('not-possible-now', 'Nobody leads on it: take it.');
      const at = this.clock.now();
      await this.concerns.take(tx, id, person, at);
      if (episodeId)
        await this.episodes.tell(tx, [
          { episodeId, at, kind: 'concern-taken-over', detail: { from: leadName }, by: person },
        ]);
      tx.afterCommit(() => this.log.warn({ concernId: id, by: person.subject }, 'safeguarding concern was taken over'));
    });
  }

  @ApiRoute('closeConcern')
  async close(
    @CurrentPrincipal() principal: Principal,
    @Param(params) { id }: ById,
    @Body(bodyOf('closeConcern')) { outcome, contactAgain }: { outcome: string; contactAgain: boolean },
  ): Promise<void> {
    const person = personOf(principal);
    await this.database.transaction(async (tx) => {
      const concern = await this.open(tx, id);
      if (!concern.leadSubject) throw deliveryProblem('not-possible-now', 'Somebody has to take it first.');
      this.assertNoOtherLead(concern, principal);
      await this.vault.enter(tx);
      const noteId = await this.vault.sealNote(tx, 'concern', outcome);
      const leftAlone = !contactAgain && concern.episodeId !== null;
      await this.concerns.close(tx, id, { outcomeNoteId: noteId, leftAlone, at: this.clock.now() });
      if (!concern.episodeId) return;
      if (!contactAgain) return this.exclusions.forGood(tx, concern.episodeId, 'safeguarding-hold', person);
      const episode = await this.episodes.openOfSamePersonLocked(tx, concern.episodeId);
      if (episode?.heldReason === 'safeguarding' && !(await this.concerns.concerned(tx, [episode.subjectKey])).size)
        await this.holds.releaseWithin(tx, episode, person);
      // It was asked whether an earlier no still holds: the answer is of her, in all her cases.
      if (concern.raisedBy === SYSTEM.subject) await this.takeBack.leftAlone(tx, concern.episodeId, person);
    });
  }

  @DueWork({ name: 'escalate-concerns', everyMs: 2000 })
  async escalate(): Promise<number> {
    const ids = await this.database.transaction((tx) => this.concerns.escalate(tx, this.clock.now()));
    for (const concernId of ids) this.log.error({ concernId }, 'safeguarding concern was not ended in time');
    return ids.length;
  }

  private async open(tx: Tx, id: string): Promise<Concern> {
    const concern = await this.concerns.locked(tx, id);
    if (!concern) throw deliveryProblem('no-such-entry');
    if (concern.closedAt) throw deliveryProblem('not-possible-now', 'This concern is closed.');
    return concern;
  }

  private assertNoOtherLead({ leadSubject, leadName }: Concern, { subject }: Principal): void {
    if (leadSubject && leadSubject !== subject) throw deliveryProblem('another-leads', `${leadName} leads on it.`);
  }

  private shown(c: Concern, text: string | null): z.infer<typeof safeguardingConcern> {
    return {
      concernId: c.id,
      episodeId: c.episodeId,
      reference: c.reference,
      risk: c.risk,
      note: c.closedAt ? null : text,
      raisedBy: { subject: c.raisedBy, name: c.raisedName },
      raisedAt: c.raisedAt.toISOString(),
      dueAt: c.dueAt.toISOString(),
      overdue: !c.closedAt && c.dueAt < this.clock.now(),
      lead: c.leadSubject ? { subject: c.leadSubject, name: c.leadName! } : null,
      escalatedAt: c.escalatedAt?.toISOString() ?? null,
      state: c.closedAt ? 'closed' : c.leadSubject ? 'taken' : 'open',
      outcome: c.closedAt ? text : null,
    };
  }
}
