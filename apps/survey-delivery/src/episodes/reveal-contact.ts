import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import type { KeptContact } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import type { Config } from '../config.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { personOf } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { Episodes } from './episodes.js';
import { Silences } from './silences.js';

const HOUR_MS = 3_600_000;
/** What a lead opens her details for also while a concern about her is open, or a lead has left her alone. */
const forHerPurposes: ReadonlySet<string> = new Set(['safeguarding', 'data-subject-request']);
const leads: ReadonlySet<string> = new Set(['safeguarding-lead', 'vs-lead']);

/** Shows contact details to a person with a purpose: signed in anew, within the hourly limit, and written down. */
@Injectable()
export class RevealContact {
  constructor(
    private readonly episodes: Episodes,
    private readonly vault: Vault,
    private readonly settings: SettingsStore,
    private readonly silences: Silences,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(episodeId: string, purpose: string, principal: Principal): Promise<KeptContact> {
    return this.episodes.change(episodeId, async (tx, episode) => {
      const forHer = forHerPurposes.has(purpose) && principal.roles.some((role) => leads.has(role));
      if (!forHer) await this.silences.assertNotForHerLead(tx, episode.subjectKey);
      await this.admit(tx, principal);
      const contact = await this.vault.currentContact(tx, episode.subjectKey);
      if (!contact) throw deliveryProblem('no-contact-kept');
      await this.vault.noteRead(tx, { ...personOf(principal), purpose, episodeId, reference: episode.reference });
      return contact;
    });
  }

  /** Fresh sign-in and hourly limit; call before anything of the vault is shown. Enters the vault. */
  async admit(tx: Tx, principal: Principal): Promise<void> {
    // A token's age is machine time: the injected clock says nothing about when somebody signed in.
    const age = Date.now() / 1000 - (principal.authTime ?? 0);
    if (age > this.config.STEP_UP_SECONDS) throw deliveryProblem('step-up-required');
    await this.vault.enter(tx);
    const { revealsPerHour } = await this.settings.settings(tx, this.config.ORGANISATION_ID);
    const since = new Date(this.clock.now().getTime() - HOUR_MS);
    if ((await this.vault.readLog.revealsSince(tx, principal.subject, since)) >= revealsPerHour)
      throw deliveryProblem('reveal-limit');
  }
}
