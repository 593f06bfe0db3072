import { Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import { staffExclusionReason, type EpisodeState, type ExclusionReason } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import { personOf, type Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { ConcernStore } from '../safeguarding/concern.store.js';
import { erasureName, ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { ClosureDesk, nextIds, waitingEpisode } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { move, type Episode } from './episode.js';
import { EpisodeStore, type StoryLine } from './episode.store.js';
import { Episodes } from './episodes.js';
import { StoryStore, type SaidNo } from './story.store.js';

type Detail = NonNullable<StoryLine['detail']>;
type Finding = { reason: ExclusionReason; on: (episode: Episode) => boolean };
/** What her safeguarding lead decided: a lead on safety decides it anew. */
const leftAlone: Finding = { reason: 'safeguarding-hold', on: (e) => e.exclusion === 'safeguarding-hold' };
/** What may have been written down of a person by mistake: how an episode shows it, and the reason its cases stand out for. */
const findings: readonly Finding[] = [
  { reason: 'declined-by-her', on: (e) => e.state === 'declined' },
  ...staffExclusionReason.options.map((reason): Finding => ({ reason, on: (e) => e.exclusion === reason })),
  leftAlone,
];
/** In another system's record she was known again by her number and date of birth. */
const saidElsewhere: Finding = { reason: 'declined-by-her', on: (e) => e.exclusion === 'declined-by-her' };

/**
 * A lead takes back what was written down of a person by mistake. It held for every case of hers, so each is judged again, and somebody
 * looks before anything else; her details may be gone, and then that look says whose doing it was. Of her no's that one alone.
 */
@Injectable()
export class TakeBack {
  constructor(
    private readonly episodes: Episodes,
    private readonly store: EpisodeStore,
    private readonly stories: StoryStore,
    private readonly closures: ClosureStore,
    private readonly concerns: ConcernStore,
    private readonly desk: ClosureDesk,
    private readonly vault: Vault,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  async execute(episodeId: string, why: string, principal: Principal): Promise<void> {
    const person = personOf(principal);
    await this.episodes.change(episodeId, async (tx, named) => {
      const finding = findings.find(({ on }) => on(named));
      if (!finding) throw deliveryProblem('not-possible-now', 'Nothing was found here that could be taken back.');
      if (finding !== leftAlone && !principal.roles.includes('vs-lead')) throw deliveryProblem('task-of-another-role');
      await this.vault.enter(tx);
      if (finding.reason === 'declined-by-her') return this.takeBackNo(tx, named, why, person);
      const ended = await this.lift(tx, named.subjectKey, finding);
      await this.tell(tx, ended, 'taken-back', { finding: finding.reason, reason: why }, person);
    });
  }

  /** The last no on this episode, with all that was done by it and nothing else: what she had said before stands. */
  private async takeBackNo(tx: Tx, { id, subjectKey }: Episode, why: string, person: Person): Promise<void> {
    const reason = 'declined-by-her';
    const noes = await this.stories.noesOf(tx, subjectKey);
    const last = noes.findLastIndex((no) => no.episodeId === id);
    const wrong = noes[last];
    // Her own word nobody takes back but herself.
    const herself = noes.slice(last).some(({ by }) => by === null);
    if (!wrong || herself || (await this.stories.objectedSince(tx, subjectKey, wrong.at)))
      throw deliveryProblem('not-possible-now', 'She said so herself: her no stands until she asks to be asked.');
    const isWrong = ({ at, by }: SaidNo) => at.getTime() === wrong.at.getTime() && by === wrong.by;
    const its = new Set(noes.filter(isWrong).map((no) => no.episodeId));
    const stands = new Set(noes.filter((no) => !isWrong(no)).map((no) => no.episodeId));
    await this.forgetRefusal(tx, subjectKey, wrong.at);
    const elsewhere =
      wrong.never && !(await this.vault.saidNever(tx, subjectKey)) ? await this.liftElsewhere(tx, subjectKey) : [];
    const on = (e: Episode) => e.state === 'declined' && its.has(e.id) && !stands.has(e.id);
    await this.judgeAgain(tx, subjectKey, { reason, on });
    const told = [...its].map((episodeId) => ({ id: episodeId }));
    const detail = { finding: reason, reason: why, saidAt: wrong.at.toISOString() };
    await this.tell(tx, [...told, ...elsewhere], 'taken-back', detail, person);
  }

  /** She asks to be asked: how this asking ended does not stand any more, her own no included. Call in the vault. */
  async atHerWord(tx: Tx, named: Episode, detail: Detail, person: Person): Promise<void> {
    const finding = findings.find(({ on }) => on(named)) ?? {
      reason: 'no-usable-contact',
      on: (e: Episode) => e.id === named.id,
    };
    await this.tell(
      tx,
      await this.lift(tx, named.subjectKey, finding, 'superseded'),
      'asks-to-be-asked',
      detail,
      person,
    );
  }

  /** Her lead lets her be contacted again; `episodeId` is any of hers. */
  async leftAlone(tx: Tx, episodeId: string, person: Person): Promise<void> {
    const { subjectKey } = (await this.store.byIdLocked(tx, episodeId))!;
    const ended = await this.lift(tx, subjectKey, leftAlone);
    await this.tell(tx, ended, 'taken-back', { finding: leftAlone.reason, reason: 'her lead decided anew' }, person);
  }

  /**
   * What was found of her is known of her no more; gives the episodes in which it was, also where she was known again by her no. They
   * stand `as` told, or as they stood before.
   */
  private async lift(tx: Tx, subjectKey: string, finding: Finding, as?: EpisodeState): Promise<Episode[]> {
    const ended: Episode[] = [];
    if (finding === leftAlone) await this.concerns.leaveAloneNoMore(tx, subjectKey);
    if (finding.reason === 'declined-by-her') {
      await this.forgetRefusal(tx, subjectKey);
      ended.push(...(await this.liftElsewhere(tx, subjectKey, as)));
    }
    return [...ended, ...(await this.judgeAgain(tx, subjectKey, finding, as))];
  }

  /** In other systems' records of her, in which she was known again as somebody who said never. */
  private async liftElsewhere(tx: Tx, subjectKey: string, as?: EpisodeState): Promise<Episode[]> {
    const ended: Episode[] = [];
    for (const other of await this.stories.knownAgainAs(tx, erasureName(subjectKey)))
      ended.push(...(await this.judgeAgain(tx, other, saidElsewhere, as)));
    return ended;
  }

  private async tell(
    tx: Tx,
    ended: readonly Pick<Episode, 'id'>[],
    kind: string,
    detail: Detail,
    by: Person,
  ): Promise<void> {
    const at = this.clock.now();
    await this.store.tell(
      tx,
      ended.map(({ id }) => ({ episodeId: id, at, kind, detail, by })),
    );
  }

  /** Every case of this person that was left out for it; gives the episodes in which it was. */
  private async judgeAgain(tx: Tx, subjectKey: string, { reason, on }: Finding, as?: EpisodeState): Promise<Episode[]> {
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
    for (const episode of wrong) move(episode, as ?? stoodBefore(episode, now), now);
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

  /** What she said then, or ever. The list outside the database hears of it once it is so: else she is asked by mistake. */
  private async forgetRefusal(tx: Tx, subjectKey: string, saidAt?: Date): Promise<void> {
    await this.vault.unrefuse(tx, subjectKey, await this.closures.keysOf(tx, subjectKey), saidAt ?? null);
    tx.afterCommit(() => this.erasures.add('taken-back', subjectKey, { saidAt }));
  }
}

/** Her time to answer was over when it was written down: she was asked, and is not asked anew because of a mistake of ours. */
function stoodBefore({ firstInvitedAt, expiresAt, reached }: Episode, now: Date): EpisodeState {
  if (!firstInvitedAt || !expiresAt || expiresAt > now) return 'superseded';
  return reached ? 'not-answered' : 'undeliverable';
}
