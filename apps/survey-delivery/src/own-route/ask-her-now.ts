import { Injectable } from '@nestjs/common';
import type { CheckReason, ExclusionReason, ownRouteForm } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import type { z } from 'zod';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { applySafeContact } from '../episodes/apply-safe-contact.js';
import { AwaitCourt } from '../episodes/await-court.js';
import type { Closure } from '../episodes/closure.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { hasEnded, move, type Episode } from '../episodes/episode.js';
import type { Identity } from '../episodes/identity.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';

type Form = z.infer<typeof ownRouteForm>;
/** What kept her from being asked was that nobody could reach her: now she has told us how. */
const unreached: ReadonlySet<ExclusionReason | null> = new Set(['no-usable-contact', 'no-safe-channel']);

/** She came by herself and belongs to an episode: she is called on the number she gave, also where we had given up. */
@Injectable()
export class AskHerNow {
  constructor(
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly tasks: TaskStore,
    private readonly vault: Vault,
    private readonly waiting: AwaitCourt,
    private readonly clock: Clock,
  ) {}

  /**
   * Call in the vault, with the episode locked, once somebody made sure that it is she. An episode in which she was asked, answered
   * or refused stays as it is; where a case of hers waits for the court, or the police have it open again, what she said is kept for then.
   */
  async execute(tx: Tx, episode: Episode, form: Form, { birthDate }: Identity): Promise<void> {
    const now = this.clock.now();
    const cases = await this.closures.ofEpisodeLocked(tx, episode.id);
    const missed = !episode.firstInvitedAt && (episode.state === 'undeliverable' || unreached.has(episode.exclusion));
    const again = missed && cases.length > 0;
    const waits = (await this.closures.waitingOf(tx, episode.subjectKey)).length > 0;
    if (hasEnded(episode.state) && !missed && !waits) return;
    await this.keep(tx, episode.subjectKey, form, { birthDate });
    if (hasEnded(episode.state) && !again) return;
    if (again) await this.begin(tx, episode, cases, now);
    else episode.reasons = [...new Set<CheckReason>([...episode.reasons, 'asked-by-her'])];
    episode.failedChannels = episode.failedChannels.filter((c) => c !== 'telephone' && c !== 'sms');
    await this.episodes.save(tx, episode, now);
    if (again || episode.state === 'held') return;
    const dueAt = endOfWorkingDay(this.clock.today(), 1);
    const { organisationId, id: episodeId } = episode;
    await this.tasks.addMany(tx, [{ kind: 'telephone', organisationId, episodeId, dueAt }], now);
  }

  /** Her case waits for the court, or nobody was to be asked about it: what she said is kept for when she may be asked. */
  async keep(
    tx: Tx,
    subjectKey: string,
    { firstName, telephone, times, voicemailSafe, language }: Form,
    { birthDate }: Identity,
  ): Promise<void> {
    const before = await this.vault.currentContact(tx, subjectKey);
    const said = applySafeContact(
      before,
      { taskId: null, telephone, times, voicemailSafe, birthDate, language },
      this.clock.today(),
    );
    if (!before) said.name = { first: firstName, last: '' };
    await this.vault.putStaffContact(tx, subjectKey, said);
    this.waiting.afterCommit(tx);
  }

  private async begin(tx: Tx, episode: Episode, closures: readonly Closure[], now: Date): Promise<void> {
    const before = new Map(closures.map((c) => [c.caseKey, c]));
    await this.closures.saveMany(
      tx,
      closures.map((c) => ({ ...c, staffReason: null })),
      before,
      now,
    );
    move(episode, 'opening', now);
    Object.assign(episode, { dueAt: now, checkedOn: null, phoneAttempts: 0 });
  }
}
