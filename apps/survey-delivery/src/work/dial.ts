import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import type { Tx } from '@answerable/persistence';
import { ask, CONFIG, Clock, london } from '@answerable/service';
import type { Config } from '../config.js';
import { dayInWords } from '../day-in-words.js';
import { mayContactAt } from '../delivery/contact-hours.js';
import { normaliseNumber, usable } from '../episodes/contact-assessment.js';
import type { Episode } from '../episodes/episode.js';
import { Episodes } from '../episodes/episodes.js';
import { HandOver } from '../episodes/hand-over.js';
import { assertMay } from '../episodes/may-contact.js';
import { Silences } from '../episodes/silences.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { personOf, type Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { agreedFrom, askedForCall, atColleague, firstDayToRing, isPlannedCall } from './ringing.js';
import { TaskStore, type Task } from './task.store.js';
import { Tasks } from './tasks.js';

const TIMEOUT_MS = 5_000;

/** The system dials; whoever calls sees a first name and whether a voicemail is safe, never a number. */
@Injectable()
export class Dial {
  constructor(
    private readonly episodes: Episodes,
    private readonly handOver: HandOver,
    private readonly vault: Vault,
    private readonly settings: SettingsStore,
    private readonly silences: Silences,
    private readonly tasks: Tasks,
    private readonly store: TaskStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(episodeId: string, principal: Principal) {
    const { TELEPHONY_URL: url, TELEPHONY_TOKEN: token } = this.config;
    const onlyInterviews = !principal.roles.includes('caseworker');
    const answer = await this.episodes.change(episodeId, async (tx, episode) => {
      await this.settings.assertNotPaused(tx, this.config.ORGANISATION_ID);
      await this.mayBeRung(tx, episode, personOf(principal));
      if (onlyInterviews) await this.handOver.mayInterview(tx, episode, personOf(principal));
      // Whoever dials by hand then has taken her call too.
      if (!url) return null;
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
    if (!url || !answer) throw deliveryProblem('no-telephony');
    const { number, shown } = answer;
    const response = await ask(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ reference: episodeId, to: number, agent: principal.subject }),
      timeoutMs: TIMEOUT_MS,
    }).catch(() => null);
    if (!response?.ok)
      throw deliveryProblem(
        'no-telephony',
        'The telephone system did not take the call. Try again, or open the contact details.',
      );
    return shown;
  }

  /**
   * Whoever is being asked, and nobody who is held or has been left alone; by one person at a time, and from her day on. Who asked
   * for a call is rung by whoever took it. Ringing her takes her call, so that nobody else begins it meanwhile.
   */
  private async mayBeRung(tx: Tx, episode: Episode, person: Person): Promise<void> {
    const now = this.clock.now();
    const open = await this.store.openOfEpisodeLocked(tx, episode.id);
    const asked = askedForCall(open, person.subject, now);
    assertMay(episode, asked ? 'call-back' : 'dial');
    await this.silences.assertNotForHerLead(tx, episode.subjectKey);
    const taken = atColleague(open, person.subject, now);
    if (taken) throw deliveryProblem('claimed-by-another', `${taken.claimedName} has her call: do not ring her too.`);
    if (!asked) await this.assertDay(tx, episode, open);
    await this.tasks.take(tx, open.filter(isPlannedCall), person);
  }

  private async assertDay(tx: Tx, episode: Episode, open: readonly Task[]): Promise<void> {
    const day = firstDayToRing(episode, open, await this.settings.settings(tx, episode.organisationId));
    if (day !== null && day > this.clock.today())
      throw deliveryProblem(
        'not-possible-now',
        `She is rung from ${dayInWords(day)} on, not before. Did she ask for a call? Take her call-back, or record that she asked to be called later, and when.`,
        { notBefore: day },
      );
    const agreed = agreedFrom(open);
    if (agreed && agreed > this.clock.now())
      throw deliveryProblem(
        'not-possible-now',
        `She asked to be called from ${london.timeOfDay(agreed)} on, not before. Does she want it sooner? Record that, and from when.`,
        { notBefore: agreed.toISOString() },
      );
  }
}
