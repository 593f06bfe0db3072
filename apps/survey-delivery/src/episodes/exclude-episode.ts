import { Injectable } from '@nestjs/common';
import type { ExclusionReason } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { IssueSurveys } from '../surveys/issue-surveys.js';
import { TaskStore, type NewTask } from '../work/task.store.js';
import type { Closure } from './closure.js';
import { ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { exclude, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { assertMay } from './may-contact.js';
import { CHILD_DECISION_DAYS } from './plan-episode.js';

/** Staff found that she cannot be asked; the reason stays with her closures, whatever the police send later. */
@Injectable()
export class ExcludeEpisode {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly desk: ClosureDesk,
    private readonly surveys: IssueSurveys,
    private readonly tasks: TaskStore,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, reason: ExclusionReason, person: Person): Promise<void> {
    await this.episodes.change(episodeId, async (tx, episode) => {
      assertMay(episode, 'exclude');
      // It is published as what the police did not give.
      if (reason === 'no-usable-contact' && episode.reasons.includes('contact-not-kept'))
        throw deliveryProblem(
          'not-possible-now',
          'The police gave her details, and they are not kept any more: there is no safe way to reach her.',
        );
      await this.found(tx, episode, reason, person);
    });
  }

  /** A death is one of the person: whatever else of hers is open or waits ends with it, unless her lead decides. */
  async found(tx: Tx, episode: Episode, reason: ExclusionReason, person: Person): Promise<void> {
    await this.within(tx, episode, reason, person);
    if (reason !== 'deceased') return;
    const open = await this.store.openOfSamePersonLocked(tx, episode.id);
    if (open) assertMay(open, 'exclude');
    await this.forGood(tx, episode.id, reason, person);
  }

  private async within(tx: Tx, episode: Episode, reason: ExclusionReason, person: Person): Promise<void> {
    const now = this.clock.now();
    if (episode.exclusion === 'proceedings-live') await this.keepUnsettled(tx, episode.id, reason, now);
    exclude(episode, reason, now);
    await this.keep(tx, await this.closures.ofEpisodeLocked(tx, episode.id), reason, now);
    await this.store.save(tx, episode, now);
    await this.surveys.execute(tx, [{ episode, cancel: true }]);
    if (reason === 'under-16') await this.tasks.addMany(tx, [childDecision(episode, this.clock.today())], now);
    await this.store.tell(tx, [{ episodeId: episode.id, at: now, kind: 'excluded', detail: { reason }, by: person }]);
  }

  /** For good, and whatever stands now: her case may have been reopened meanwhile, or wait for the court. `episodeId` is any of hers. */
  async forGood(tx: Tx, episodeId: string, reason: ExclusionReason, person: Person): Promise<void> {
    const open = await this.store.openOfSamePersonLocked(tx, episodeId);
    if (open) await this.within(tx, open, reason, person);
    await this.keepUnsettled(tx, episodeId, reason, this.clock.now());
  }

  private async keepUnsettled(tx: Tx, episodeId: string, reason: ExclusionReason, now: Date): Promise<void> {
    const unsettled = await this.closures.unsettledOfSamePersonLocked(tx, episodeId);
    await this.keep(tx, unsettled, reason, now);
    await this.desk.judgeAnew(tx, unsettled, now);
  }

  private async keep(tx: Tx, closures: readonly Closure[], staffReason: ExclusionReason, now: Date): Promise<void> {
    const before = new Map(closures.map((c) => [c.caseKey, c]));
    await this.closures.saveMany(
      tx,
      closures.map((c) => ({ ...c, staffReason })),
      before,
      now,
    );
  }
}

/** Whoever is under 16 is decided on by a child specialist, whoever said that she is. */
const childDecision = ({ id, organisationId }: Episode, today: string): NewTask => ({
  kind: 'child-decision',
  organisationId,
  episodeId: id,
  dueAt: london.at(london.addDays(today, CHILD_DECISION_DAYS), '17:00'),
});
