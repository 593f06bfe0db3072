import { CurrentPrincipal, type Principal } from '@answerable/access';
import { ownRouteForm, type askAgainRequest } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import type { Closure } from '../episodes/closure.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { assertItWasShe, type Identity } from '../episodes/identity.js';
import { RevealContact } from '../episodes/reveal-contact.js';
import { personOf, type Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { AskAgain } from './ask-again.js';
import { AskHerNow } from './ask-her-now.js';
import { OwnRouteStore, SEARCH } from './own-route.store.js';

interface ById {
  id: string;
}
type Verification =
  | ({ result: 'matched'; episodeId: string } & Identity)
  | ({ result: 'matched-case'; caseKey: string } & Identity)
  | { result: 'not-told-about' | 'not-verified' | 'abuse' };

/** What staff do with entries of the public page: look, find whom it may be, verify. Counted only once verified. */
@Controller()
export class OwnRouteController {
  constructor(
    private readonly store: OwnRouteStore,
    private readonly vault: Vault,
    private readonly reveal: RevealContact,
    private readonly episodes: EpisodeStore,
    private readonly closures: ClosureStore,
    private readonly askHer: AskHerNow,
    private readonly again: AskAgain,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('listOwnRoute')
  async list(@Query(queryOf('listOwnRoute')) { limit }: { limit?: number }) {
    const rows = await this.vault.transaction((tx) => this.store.list(tx, this.config.ORGANISATION_ID, limit ?? 100));
    return {
      entries: rows.map((r) => ({ entryId: r.id, receivedOn: r.receivedOn, state: r.state, candidates: r.candidates })),
    };
  }

  @ApiRoute('openOwnRoute')
  async open(@CurrentPrincipal() principal: Principal, @Param(paramsOf('openOwnRoute')) { id }: ById) {
    return this.vault.transaction(async (tx) => {
      await this.reveal.admit(tx, principal);
      const entry = await this.store.locked(tx, id);
      const text = entry && (await this.vault.openNote(tx, 'own-route', id));
      if (!text) throw deliveryProblem('no-such-entry');
      await this.vault.noteRead(tx, { ...personOf(principal), purpose: 'own-route', episodeId: null, reference: id });
      return { form: ownRouteForm.parse(JSON.parse(text)), candidates: await this.store.candidates(tx, entry.wayHash) };
    });
  }

  @ApiRoute('askAgain')
  async askAgain(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('askAgain')) { episodeId }: { episodeId: string },
    @Body(bodyOf('askAgain')) asked: z.infer<typeof askAgainRequest>,
  ): Promise<{ episodeId: string }> {
    return this.again.execute(episodeId, asked, personOf(principal));
  }

  @ApiRoute('searchOwnRoute')
  async search(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('searchOwnRoute')) { id }: ById,
    @Body(bodyOf('searchOwnRoute')) { search }: { search: string },
  ) {
    return this.vault.transaction(async (tx) => {
      if (!(await this.store.locked(tx, id))) throw deliveryProblem('no-such-entry');
      await this.vault.noteRead(tx, { ...personOf(principal), purpose: SEARCH, episodeId: null, reference: id });
      return { cases: await this.store.cases(tx, this.config.ORGANISATION_ID, search) };
    });
  }

  @ApiRoute('verifyOwnRoute')
  async verify(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('verifyOwnRoute')) { id }: ById,
    @Body(bodyOf('verifyOwnRoute')) verification: Verification,
  ): Promise<void> {
    await this.vault.transaction(async (tx) => {
      const person = personOf(principal);
      const entry = await this.store.locked(tx, id);
      if (!entry) throw deliveryProblem('no-such-entry');
      if (entry.state !== 'new') throw deliveryProblem('not-possible-now', 'This entry has been dealt with.');
      const { result } = verification;
      if (result === 'not-told-about' && !(await this.store.wasSearchedFor(tx, id)))
        throw deliveryProblem(
          'not-possible-now',
          'Look for her case by unit or month first: it may have come without her number, or wait for the court.',
        );
      const closure = verification.result === 'matched-case' ? await this.closure(tx, verification.caseKey) : null;
      const episodeId = verification.result === 'matched' ? verification.episodeId : (closure?.episodeId ?? null);
      if (verification.result === 'matched' || verification.result === 'matched-case')
        await this.match(tx, id, { episodeId, closure }, verification, person);
      await this.store.verify(tx, id, {
        state: result === 'matched-case' ? 'matched' : result,
        episodeId,
        caseKey: closure?.caseKey ?? null,
        on: this.clock.today(),
        by: person.subject,
      });
    });
  }

  /** Her number is taken from the form, and she is called on it, where she is to be asked. */
  private async match(
    tx: Tx,
    id: string,
    { episodeId, closure }: { episodeId: string | null; closure: Closure | null },
    { identity, birthDate }: Identity,
    person: Person,
  ): Promise<void> {
    const episode = episodeId ? await this.episodes.byIdLocked(tx, episodeId) : undefined;
    if (episodeId && !episode) throw deliveryProblem('no-such-episode');
    const subjectKey = episode?.subjectKey ?? closure!.subjectKey;
    assertItWasShe(await this.vault.currentContact(tx, subjectKey), { identity, birthDate });
    const text = await this.vault.openNote(tx, 'own-route', id);
    await this.vault.noteRead(tx, { ...person, purpose: 'own-route-matched', episodeId, reference: id });
    if (episode)
      await this.episodes.tell(tx, [
        {
          episodeId: episode.id,
          at: this.clock.now(),
          kind: 'came-by-herself',
          detail: { identity: identity ?? null },
          by: person,
        },
      ]);
    if (!text) return;
    const form = ownRouteForm.parse(JSON.parse(text));
    if (episode) await this.askHer.execute(tx, episode, form, { birthDate });
    else await this.askHer.keep(tx, subjectKey, form, { birthDate });
  }

  private async closure(tx: Tx, caseKey: string): Promise<Closure> {
    const found = (await this.closures.locked(tx, [caseKey], [])).find((c) => c.caseKey === caseKey);
    if (!found) throw deliveryProblem('no-such-entry');
    return found;
  }
}
