import { Injectable } from '@nestjs/common';
import type { KeptContact } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { deliveryProblem } from '../problems.js';
import { ConcernStore } from '../safeguarding/concern.store.js';
import { stopOf, Vault } from '../vault/vault.js';
import { ClosureStore } from './closure.store.js';
import { exclude, hold, type Episode } from './episode.js';
import type { StoryLine } from './episode.store.js';
import { FOR_HER_LEAD } from './may-contact.js';

/**
 * What lets nothing begin for a person, whichever case of hers it was said in: a concern is open, whose lead decides; staff found that
 * she died; she said never, and is known again by her number and date of birth (`of`: whose word that is); a lead left her alone.
 */
export type Silence = { kind: 'concern-open' | 'died' | 'left-alone' } | { kind: 'said-never'; of: string };

/** Who of the people named may not be contacted at all: the one place where that is known of persons, not of episodes. */
@Injectable()
export class Silences {
  constructor(
    private readonly concerns: ConcernStore,
    private readonly closures: ClosureStore,
    private readonly vault: Vault,
  ) {}

  /** Call in the vault. Of several silences the one that decides; with them whoever said never, and who answered a message of ours with STOP. */
  async among(
    tx: Tx,
    subjects: readonly string[],
    readable: readonly { subjectKey: string; block: KeptContact }[],
  ): Promise<{ silences: Map<string, Silence>; saidNever: string[]; saidStop: ReadonlySet<string> }> {
    const { saidNever, saidStop } = await this.refusals(tx, subjects, readable);
    const deaths = await this.closures.deathsAmong(tx, subjects);
    const all = (of: Iterable<string>, kind: 'concern-open' | 'died' | 'left-alone') =>
      [...of].map((subject): [string, Silence] => [subject, { kind }]);
    const found = [...deaths].flatMap(([subject, how]) => (how === 'found' ? [subject] : []));
    return {
      saidNever: [...saidNever.keys()],
      saidStop: new Set(saidStop.keys()),
      // The later one stands above the earlier.
      silences: new Map<string, Silence>([
        ...all(await this.concerns.leftAlone(tx, subjects), 'left-alone'),
        ...[...saidNever].map(([subject, of]): [string, Silence] => [subject, { kind: 'said-never', of }]),
        ...all(found, 'died'),
        ...all(await this.concerns.concerned(tx, subjects), 'concern-open'),
      ]),
    };
  }

  /** What her lead decides alone, in whichever episode of hers: throws not-possible-now. */
  async assertNotForHerLead(tx: Tx, subjectKey: string): Promise<void> {
    const concerned = await this.concerns.concerned(tx, [subjectKey]);
    const leftAlone = await this.concerns.leftAlone(tx, [subjectKey]);
    if (concerned.size + leftAlone.size > 0) throw deliveryProblem('not-possible-now', FOR_HER_LEAD);
  }

  private async refusals(
    tx: Tx,
    subjects: readonly string[],
    readable: readonly { subjectKey: string; block: KeptContact }[],
  ): Promise<{ saidNever: Map<string, string>; saidStop: Map<string, string> }> {
    const named = (subjectKey: string, key: string) => ({ subjectKey, hash: this.vault.hashes.refusal(key) });
    const never = readable.flatMap(({ subjectKey, block }) =>
      this.vault.personKeys(block).map((key) => named(subjectKey, key)),
    );
    const stop = subjects.map((subjectKey) => named(subjectKey, stopOf(subjectKey)));
    const refused = await this.vault.store.refusalsAmong(
      tx,
      [...never, ...stop].map((n) => n.hash),
    );
    const those = (names: typeof never) =>
      new Map(names.flatMap((n) => (refused.has(n.hash) ? [[n.subjectKey, refused.get(n.hash)!]] : [])));
    return { saidNever: those(never), saidStop: those(stop) };
  }
}

/** What a silence does to an episode that was about to begin. Whom a lead left alone is held with the concern that asks the lead again. */
export function keepSilent(episode: Episode, silence: Silence, now: Date): StoryLine[] {
  const told = (kind: string, detail: StoryLine['detail'] & object) => [
    { episodeId: episode.id, at: now, kind, detail },
  ];
  switch (silence.kind) {
    case 'concern-open':
      hold(episode, 'safeguarding', null, now);
      return told('held', { reason: 'safeguarding' });
    case 'died':
      exclude(episode, 'deceased', now);
      return told('excluded', { reason: 'deceased' });
    case 'said-never':
      exclude(episode, 'declined-by-her', now);
      return told('said-never-elsewhere', { of: silence.of });
    case 'left-alone':
      return [];
  }
}
