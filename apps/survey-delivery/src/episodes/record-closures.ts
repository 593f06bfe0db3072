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
import { ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import type { Episode } from './episode.js';
import { Inflow } from './inflow.js';
import { contactsToKeep, contactsToMove } from './contacts-to-keep.js';
import { takeClosure, takeProceedings, type Desk } from './decide-closures.js';

const episodeOf = (desk: Desk, { episodeId }: Closure): Episode | undefined =>
  episodeId ? desk.episodes.get(episodeId) : undefined;

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
    private readonly inflow: Inflow,
  ) {}

  @HandlesEvents('cases.closure.recorded.v1')
  async recorded(events: ReceivedEvent<ClosureState>[], tx: Tx): Promise<void> {
    const states = events.map((e) => e.data);
    this.inflow.note(events.length);
    const desk = await this.desk.open(
      tx,
      states.flatMap(({ caseKey, mergedInto }) => (mergedInto ? [caseKey, mergedInto] : [caseKey])),
      states.map((s) => s.victimKey ?? s.caseKey),
    );
    const given: { closure: Closure; sealed: string; version: number; erased: boolean }[] = [];
    for (const event of events) {
      const { contact, version } = event.data;
      const taken = takeClosure(desk.desk, event.data);
      const episode = taken && episodeOf(desk.desk, taken);
      if (episode?.state === 'opening') episode.traceparent = event.traceparent ?? null;
      if (!taken || !contact) continue;
      const erased = this.erasures.isGone('details', taken.subjectKey, event);
      given.push({ closure: taken, sealed: contact, version, erased });
    }
    await this.desk.write(tx, desk);
    await this.vault.store.moveContacts(tx, contactsToMove(desk.desk, desk.before));
    // What she had erased after it was told is not kept again.
    const came = given.flatMap(({ closure: { caseKey }, sealed, version, erased }) =>
      erased ? [] : [{ caseKey, sealed, version }],
    );
    await this.vault.putPoliceContacts(tx, contactsToKeep(desk.desk, came));
    this.checks.afterCommit(
      tx,
      given
        .filter(
          ({ closure }) =>
            closure.state === 'closed' &&
            closure.disposition !== 'deferred' &&
            episodeOf(desk.desk, closure)?.state !== 'opening',
        )
        .map(({ closure: { caseKey, version }, sealed }) => ({ caseKey, version, sealed })),
    );
    if (given.some(({ closure }) => closure.disposition === 'deferred')) this.waiting.afterCommit(tx);
    // Hearing of a source is an event of its own: a closure told again must not make a silent source heard.
    const today = this.clock.today();
    await this.closures.sourcesMet(
      tx,
      states.map(({ force, sourceSystem }) => ({ force, sourceSystem, on: today })),
    );
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
