import { Injectable } from '@nestjs/common';
import type { ExclusionReason } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import type { Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { erasureName, ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { ClosureDesk, nextIds, waitingEpisode } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { move, type Episode } from './episode.js';
import { EpisodeStore } from './episode.store.js';
import { Episodes } from './episodes.js';
import { StoryStore } from './story.store.js';

/** What staff may have written down of a person by mistake: how an episode shows it, and the reason its cases stand out for. */
const findings = [
  { reason: 'deceased', on: (e: Episode) => e.exclusion === 'deceased' },
  { reason: 'declined-by-her', on: (e: Episode) => e.state === 'declined' },
] as const;
type Finding = { reason: ExclusionReason; on: (episode: Episode) => boolean };
/** In another system's record she was known again by her number and date of birth. */
const saidElsewhere: Finding = { reason: 'declined-by-her', on: (e) => e.exclusion === 'declined-by-her' };

/**
 * A lead takes back what was written down of a person by mistake. It held for every case of hers, so each is judged again, and somebody
 * looks before anything else; her details may be gone, and then that look says whose doing it was.
 */
@Injectable()
export class TakeBack {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly stories: StoryStore,
    private readonly closures: ClosureStore,
    private readonly desk: ClosureDesk,
    private readonly vault: Vault,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, why: string, person: Person): Promise<void> {
    await this.episodes.change(episodeId, async (tx, named) => {
      const finding = findings.find(({ on }) => on(named));
      if (!finding) throw deliveryProblem('not-possible-now', 'Nothing was found here that could be taken back.');
      const detail = { finding: finding.reason, reason: why };
      await this.vault.enter(tx);
      const ended: Episode[] = [];
      if (finding.reason === 'declined-by-her') {
        await this.forgetRefusal(tx, named.subjectKey);
        for (const other of await this.stories.knownAgainAs(tx, erasureName(named.subjectKey)))
          ended.push(...(await this.judgeAgain(tx, other, saidElsewhere)));
      }
      ended.push(...(await this.judgeAgain(tx, named.subjectKey, finding)));
      const at = this.clock.now();
      await this.store.tell(
        tx,
        ended.map(({ id }) => ({ episodeId: id, at, kind: 'taken-back', detail, by: person })),
      );
    });
  }

  /** Every case of this person that was left out for it; gives the episodes in which it was. */
  private async judgeAgain(tx: Tx, subjectKey: string, { reason, on }: Finding): Promise<Episode[]> {
    const now = this.clock.now();
    const hers = await this.store.ofPersonLocked(tx, subjectKey);
    const wrong = hers.filter(on);
    const cases = await this.closures.keptOutLocked(tx, subjectKey, { reason, episodeIds: wrong.map((e) => e.id) });
    await this.closures.saveMany(
      tx,
      cases.map((c) => ({ ...c, staffReason: c.staffReason === reason ? null : c.staffReason })),
      new Map(cases.map((c) => [c.caseKey, c])),
      now,
    );
    for (const episode of wrong) move(episode, 'superseded', now);
    await this.store.saveMany(tx, wrong, now);
    const [waits] = await this.desk.judgeKeptOut(
      tx,
      subjectKey,
      cases.map((c) => c.caseKey),
    );
    // As anybody who waits for the court, and for whom nothing else was begun, she has an episode that has not begun.
    const left = await this.store.ofPerson(tx, subjectKey);
    if (waits && left.every((e) => e.state === 'superseded')) {
      const ids = nextIds(this.vault.hashes, waits, new Set(left.map((e) => e.id)));
      await this.store.insertMany(tx, [waitingEpisode(waits, now, ids)]);
    }
    return wrong;
  }

  /** Her own word nobody takes back. The list outside the database hears of it once it is so: else she is asked by mistake. */
  private async forgetRefusal(tx: Tx, subjectKey: string): Promise<void> {
    if (await this.stories.saidNoHerself(tx, subjectKey))
      throw deliveryProblem('not-possible-now', 'She said so herself: her no stands.');
    await this.vault.unrefuse(tx, subjectKey, await this.closures.keysOf(tx, subjectKey));
    tx.afterCommit(() => this.erasures.add('taken-back', subjectKey));
  }
}
