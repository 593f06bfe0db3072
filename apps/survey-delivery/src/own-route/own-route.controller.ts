import { CurrentPrincipal, type Principal } from '@answerable/access';
import { ownRouteForm, type askAgainRequest, type ownRouteEntry } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, Logger } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import type { Closure } from '../episodes/closure.js';
import { ClosureStore } from '../episodes/closure.store.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { assertItWasShe, type Identity } from '../episodes/identity.js';
import { RevealContact } from '../episodes/reveal-contact.js';
import { personOf, type Person } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { TaskStore, type Task } from '../work/task.store.js';
import { Tasks } from '../work/tasks.js';
import { AskAgain } from './ask-again.js';
import { AskHerNow } from './ask-her-now.js';
import { EraseEntries } from './erase-entries.js';
import { OwnRouteStore, SEARCH, type Entry, type Listed } from './own-route.store.js';

const PAGE = 100;
interface ById {
  id: string;
}
interface ListQuery {
  state?: 'waiting' | 'dealt-with';
  after?: string;
  limit?: number;
}
type Verification =
  | ({ result: 'matched'; episodeId: string } & Identity)
  | ({ result: 'matched-case'; caseKey: string } & Identity)
  | { result: 'not-told-about'; anotherPerson: boolean }
  | { result: 'same-person' | 'not-verified' | 'abuse' };
/** Whose form it is, is known then: other forms of that number are hers too. */
const knowsWhose: ReadonlySet<Verification['result']> = new Set(['matched', 'matched-case', 'not-told-about']);

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
    private readonly erasing: EraseEntries,
    private readonly tasks: Tasks,
    private readonly taskStore: TaskStore,
    private readonly again: AskAgain,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('listOwnRoute')
  async list(@Query(queryOf('listOwnRoute')) { state, after, limit = PAGE }: ListQuery) {
    const filter = { waiting: state !== 'dealt-with', after: cursorFrom(after), limit };
    const rows = await this.vault.transaction((tx) => this.store.list(tx, this.config.ORGANISATION_ID, filter));
    const now = this.clock.now();
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { entries: rows.map((row) => shown(row, now)), next: last ? `${last.day}~${last.id}` : null };
  }

  /** Whoever opens it takes it: nobody else rings her meanwhile. */
  @ApiRoute('openOwnRoute')
  async open(@CurrentPrincipal() principal: Principal, @Param(paramsOf('openOwnRoute')) { id }: ById) {
    return this.vault.transaction(async (tx) => {
      await this.reveal.admit(tx, principal);
      const entry = await this.store.locked(tx, id);
      if (!entry) throw deliveryProblem('no-such-entry');
      const task = await this.task(tx, id, personOf(principal));
      const text = await this.vault.openNote(tx, 'own-route', id);
      if (!text) throw deliveryProblem('no-such-entry');
      if (task) await this.tasks.take(tx, [task], personOf(principal));
      await this.vault.noteRead(tx, { ...personOf(principal), purpose: 'own-route', episodeId: null, reference: id });
      return {
        form: ownRouteForm.parse(JSON.parse(text)),
        candidates: await this.store.candidates(tx, entry.wayHash),
        counted: await this.store.isCounted(tx, entry.wayHash),
      };
    });
  }

  @ApiRoute('notReachedOwnRoute')
  async notReached(@CurrentPrincipal() principal: Principal, @Param(paramsOf('notReachedOwnRoute')) { id }: ById) {
    await this.vault.transaction(async (tx) => {
      const entry = await this.waiting(tx, id);
      const task = await this.task(tx, id, personOf(principal));
      await this.store.notReached(tx, entry.id);
      if (task) await this.taskStore.postpone(tx, task.id, endOfWorkingDay(this.clock.today(), 1), null);
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
      const entry = await this.waiting(tx, id);
      const task = await this.task(tx, id, person);
      const { result } = verification;
      if (result === 'not-told-about') await this.assertNew(tx, entry, verification.anotherPerson);
      const verified = { on: this.clock.today(), by: person.subject };
      const closure = verification.result === 'matched-case' ? await this.closure(tx, verification.caseKey) : null;
      const episodeId = verification.result === 'matched' ? verification.episodeId : (closure?.episodeId ?? null);
      if (verification.result === 'matched' || verification.result === 'matched-case')
        await this.match(tx, id, { episodeId, closure }, verification, person);
      await this.store.verify(tx, id, {
        state: result === 'matched-case' ? 'matched' : result,
        episodeId,
        caseKey: closure?.caseKey ?? null,
        ...verified,
      });
      const others = knowsWhose.has(result) ? await this.store.endOthersOf(tx, entry, verified) : [];
      const tasks = [...(task ? [task.id] : []), ...(await this.taskStore.openOfNotes(tx, others))];
      await this.taskStore.finish(tx, tasks, person, result, this.clock.now());
    });
  }

  @ApiRoute('eraseOwnRoute')
  async erase(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('eraseOwnRoute')) { id }: ById,
    @Body(bodyOf('eraseOwnRoute')) { neverAgain }: { neverAgain: boolean },
  ): Promise<void> {
    await this.vault.transaction(async (tx) => {
      const entry = await this.store.locked(tx, id);
      if (!entry) throw deliveryProblem('no-such-entry');
      await this.erasing.execute(tx, entry, neverAgain, personOf(principal));
    });
  }

  /** What was found out was wrong. Her number, where it was written down as that of an episode, is put right there. */
  @ApiRoute('reopenOwnRoute')
  async reopen(@CurrentPrincipal() principal: Principal, @Param(paramsOf('reopenOwnRoute')) { id }: ById) {
    await this.vault.transaction(async (tx) => {
      const entry = await this.store.locked(tx, id);
      if (!entry) throw deliveryProblem('no-such-entry');
      if (entry.state === 'new') throw deliveryProblem('not-possible-now', 'This entry waits already.');
      if (!(await this.vault.holdsNote(tx, 'own-route', id)))
        throw deliveryProblem('not-possible-now', 'What she wrote is deleted: nobody can look at it again.');
      if (entry.told) throw deliveryProblem('not-possible-now', 'The month in which it counts was told: it stands.');
      const { episodeId, state } = entry;
      if (episodeId)
        await this.episodes.tell(tx, [
          {
            episodeId,
            at: this.clock.now(),
            kind: 'came-by-herself-taken-back',
            detail: {},
            by: personOf(principal),
          },
        ]);
      await this.store.reopen(tx, id);
      const dueAt = endOfWorkingDay(this.clock.today(), 1);
      await this.taskStore.addMany(
        tx,
        [{ kind: 'own-route', organisationId: this.config.ORGANISATION_ID, episodeId: null, noteId: id, dueAt }],
        this.clock.now(),
      );
      this.log.info(
        { by: principal.subject, state },
        'what was found out about an entry of the public page was taken back',
      );
    });
  }

  /** The police did not tell us of her: said only after a search, and once of a person. */
  private async assertNew(tx: Tx, { id, wayHash }: Entry, anotherPerson: boolean): Promise<void> {
    if (!(await this.store.wasSearchedFor(tx, id)))
      throw deliveryProblem(
        'not-possible-now',
        'Look for her case by unit or month first: it may have come without her number, or wait for the court.',
      );
    if (!anotherPerson && (await this.store.isCounted(tx, wayHash)))
      throw deliveryProblem(
        'not-possible-now',
        'Somebody with this number counts already. Say whether this is the same person.',
      );
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

  private async waiting(tx: Tx, id: string): Promise<Entry> {
    const entry = await this.store.locked(tx, id);
    if (!entry) throw deliveryProblem('no-such-entry');
    if (entry.state !== 'new') throw deliveryProblem('not-possible-now', 'This entry has been dealt with.');
    return entry;
  }

  /** Its open task, which no colleague is at; none where it was dealt with. */
  private async task(tx: Tx, id: string, person: Person): Promise<Task | null> {
    const [taskId] = await this.taskStore.openOfNotes(tx, [id]);
    return taskId ? this.tasks.mine(tx, taskId, person) : null;
  }

  private async closure(tx: Tx, caseKey: string): Promise<Closure> {
    const found = (await this.closures.locked(tx, [caseKey], [])).find((c) => c.caseKey === caseKey);
    if (!found) throw deliveryProblem('no-such-entry');
    return found;
  }
}

function cursorFrom(after: string | undefined): { day: string; id: string } | undefined {
  const [day, id] = after?.split('~') ?? [];
  return day && id && /^\d{4}-\d\d-\d\d$/.test(day) && /^[0-9a-f-]{36}$/.test(id) ? { day, id } : undefined;
}

const shown = (r: Listed, now: Date): z.infer<typeof ownRouteEntry> => ({
  entryId: r.id,
  receivedOn: r.receivedOn,
  state: r.state,
  candidates: r.candidates,
  dueAt: r.dueAt?.toISOString() ?? null,
  overdue: r.dueAt !== null && r.dueAt < now,
  notReached: r.notReached,
  claimedBy: r.claimedBy && r.claimedUntil! > now ? { subject: r.claimedBy, name: r.claimedName! } : null,
  mayReopen: r.state !== 'new' && r.wayHash !== '' && !r.told,
});
