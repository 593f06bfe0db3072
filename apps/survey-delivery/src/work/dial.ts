import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import type { Tx } from '@answerable/persistence';
import { CONFIG, Clock } from '@answerable/service';
import type { Config } from '../config.js';
import { mayContactAt } from '../delivery/contact-hours.js';
import { normaliseNumber, usable } from '../episodes/contact-assessment.js';
import type { Episode } from '../episodes/episode.js';
import { Episodes } from '../episodes/episodes.js';
import { HandOver } from '../episodes/hand-over.js';
import { assertMay, closedBecause } from '../episodes/may-contact.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { personOf, type Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from './task.store.js';

const TIMEOUT_MS = 5_000;

/** The system dials; whoever calls sees a first name and whether a voicemail is safe, never a number. */
@Injectable()
export class Dial {
  constructor(
    private readonly episodes: Episodes,
    private readonly handOver: HandOver,
    private readonly vault: Vault,
    private readonly settings: SettingsStore,
    private readonly tasks: TaskStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(episodeId: string, principal: Principal) {
    const { TELEPHONY_URL: url, TELEPHONY_TOKEN: token } = this.config;
    if (!url) throw deliveryProblem('no-telephony');
    const onlyInterviews = !principal.roles.includes('caseworker');
    const { number, shown } = await this.episodes.change(episodeId, async (tx, episode) => {
      await this.settings.assertNotPaused(tx, this.config.ORGANISATION_ID);
      await this.mayBeRung(tx, episode, personOf(principal));
      if (onlyInterviews) await this.handOver.mayInterview(tx, episode, personOf(principal));
      await this.vault.enter(tx);
      const contact = await this.vault.currentContact(tx, episode.subjectKey);
      const telephone = contact && usable(contact).telephone;
      if (!contact || !telephone) throw deliveryProblem('no-contact-kept');
      if (!mayContactAt(this.clock.now(), telephone.times))
        throw deliveryProblem('not-possible-now', 'This is outside the times that are safe for her.');
      await this.vault.noteRead(tx, {
        ...personOf(principal),
        purpose: 'dial',
        episodeId,
        reference: episode.reference,
      });
      return {
        number: normaliseNumber(telephone.number),
        shown: {
          firstName: contact.name.first,
          whatToSay: contact.whatToSay,
          voicemailSafe: telephone.voicemailSafe,
          language: contact.language,
          interpreter: contact.interpreter,
        },
      };
    });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ reference: episodeId, to: number, agent: principal.subject }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null);
    if (!response?.ok)
      throw deliveryProblem(
        'no-telephony',
        'The telephone system did not take the call. Try again, or open the contact details.',
      );
    return shown;
  }

  /** Whoever is being asked, and nobody who is held or has been left alone; who asked for a call is rung by whoever took it. */
  private async mayBeRung(tx: Tx, episode: Episode, person: Person): Promise<void> {
    if (closedBecause(episode, 'dial') === null) return;
    const open = await this.tasks.openOfEpisodeLocked(tx, episode.id);
    const calledFor = open.some((t) => t.kind === 'call-back' && t.claimedBy === person.subject);
    assertMay(episode, calledFor ? 'call-back' : 'dial');
  }
}
