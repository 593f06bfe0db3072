import { Clock } from '@answerable/service';
import { Controller } from '@nestjs/common';
import type { ClosureState, EventData } from '@answerable/contracts';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { ErasureList } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { AwaitCourt } from './await-court.js';
import { CheckContacts } from './check-contacts.js';
import type { Closure } from './closure.js';
import { alignDispositions, ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { contactsToKeep, contactsToMove, type Given } from './contacts-to-keep.js';
import { takeClosure, takeProceedings, type Desk } from './decide-closures.js';
import { OpenContacts } from './open-contacts.js';

const byClosing = (a: Closure, b: Closure): number => (a.closedOn + a.caseKey < b.closedOn + b.caseKey ? -1 : 1);

/** Takes what case-intake says of closures: registers each, gives it its one disposition, opens and changes episodes. */
@Controller()
export class RecordClosures {
  constructor(
    private readonly closures: ClosureStore,
    private readonly clock: Clock,
    private readonly desk: ClosureDesk,
    private readonly vault: Vault,
    private readonly erasures: ErasureList,
    private readonly checks: CheckContacts,
    private readonly waiting: AwaitCourt,
    private readonly contacts: OpenContacts,
  ) {}

  @HandlesEvents('cases.closure.recorded.v1')
  async recorded(events: ReceivedEvent<ClosureState>[], tx: Tx): Promise<void> {
    const states = events.map((e) => e.data);
    const opened = await this.desk.open(
      tx,
      states.flatMap(({ caseKey, mergedInto }) => (mergedInto ? [caseKey, mergedInto] : [caseKey])),
      states.map((s) => s.victimKey ?? s.caseKey),
    );
    const { desk, before } = opened;
    const given: (Given & { closure: Closure; erased: boolean })[] = [];
    for (const event of events) {
      const { contact, version, caseKey } = event.data;
      const closure = takeClosure(desk, event.data);
      if (!closure || !contact) continue;
      const erased = this.erasures.isGone('details', closure.subjectKey, event);
      given.push({ closure, caseKey, sealed: contact, version, erased });
    }
    alignDispositions(desk);
    await this.vault.store.moveContacts(tx, contactsToMove(desk, before));
    // What she had erased after it was told is not kept again.
    const came = given.filter(({ erased }) => !erased);
    await this.vault.putPoliceContacts(tx, contactsToKeep(desk, came));
    await this.openWhatCame(tx, opened, given);
    // Hearing of a source is an event of its own: a closure told again must not make a silent source heard.
    const today = this.clock.today();
    await this.closures.sourcesMet(
      tx,
      states.map(({ force, sourceSystem }) => ({ force, sourceSystem, on: today })),
    );
  }

  /**
   * Writes what was decided, and opens every contact that came, in this one transaction: from the time of the notice nobody can tell who
   * is to be asked, who waits, and who is not. An episode is planned before it is written: once, as what it is to be.
   */
  private async openWhatCame(
    tx: Tx,
    opened: { desk: Desk; before: Map<string, Closure> },
    given: readonly (Given & { closure: Closure; erased: boolean })[],
  ): Promise<void> {
    const { desk } = opened;
    const opening = [...desk.newEpisodes, ...desk.changedEpisodes].filter((e) => e.state === 'opening');
    const ids = new Set(opening.map((e) => e.id));
    const closures = [...desk.closures.values()].filter((c) => c.episodeId && ids.has(c.episodeId)).sort(byClosing);
    const rest = given.filter(
      ({ closure: c }) =>
        c.state === 'closed' && c.disposition !== 'deferred' && !(c.episodeId && ids.has(c.episodeId)),
    );
    const planned = opening.length > 0 ? await this.contacts.decide(tx, opening, closures) : null;
    await this.desk.write(tx, opened);
    if (planned) await this.contacts.write(tx, planned);
    const kept = new Set(given.flatMap(({ caseKey, erased }) => (erased ? [] : [caseKey])));
    await this.waiting.meet(
      tx,
      [...kept].map((key) => desk.closures.get(key)!).filter((c) => c.disposition === 'deferred'),
    );
    await this.checks.announceUnopened(tx, rest);
  }

  @HandlesEvents('cases.proceedings.changed.v1')
  async proceedings(events: ReceivedEvent<EventData<'cases.proceedings.changed.v1'>>[], tx: Tx): Promise<void> {
    const changes = events.map((e) => e.data);
    const desk = await this.desk.open(
      tx,
      changes.map((c) => c.caseKey),
      changes.map((c) => c.victimKey ?? c.caseKey),
    );
    for (const change of changes) takeProceedings(desk.desk, change);
    await this.desk.write(tx, desk);
  }

  @HandlesEvents('cases.source.heard.v1')
  async heard(events: ReceivedEvent<EventData<'cases.source.heard.v1'>>[], tx: Tx): Promise<void> {
    await this.closures.sourcesSeen(
      tx,
      events.map((e) => ({ ...e.data, on: e.data.lastHeardOn })),
    );
  }
}
