import { Clock } from '@answerable/service';
import { Controller } from '@nestjs/common';
import type { ClosureState, Disposition, EpisodeState, EventData } from '@answerable/contracts';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Vault } from '../vault/vault.js';
import type { Move } from '../vault/vault.store.js';
import { AwaitCourt } from './await-court.js';
import { CheckContacts } from './check-contacts.js';
import type { Closure } from './closure.js';
import { ClosureDesk } from './closure-desk.js';
import { ClosureStore } from './closure.store.js';
import { Inflow } from './inflow.js';
import { partOf, takeClosure, takeProceedings, type Desk } from './decide-closures.js';

/** She declined: what the police send afterwards must not bring her details back. */
const notKept: ReadonlySet<Disposition> = new Set(['excluded', 'declined']);

const stateOf = (desk: Desk, { episodeId }: Closure): EpisodeState | undefined =>
  episodeId ? desk.episodes.get(episodeId)?.state : undefined;

interface Given {
  closure: Closure;
  sealed: string;
  version: number;
}

/** The last contact that came for each case; what came for the case itself stands above what came for a part of it. */
function toKeep(desk: Desk, given: readonly Given[]) {
  const kept = new Map<string, { subjectKey: string; caseKey: string; sealed: string; version: number }>();
  const cases = given.map(({ closure, ...contact }) => ({ of: desk.closures.get(closure.caseKey)!, ...contact }));
  for (const { of, sealed, version } of cases.toSorted(
    (a, b) => Number(b.of.state === 'merged') - Number(a.of.state === 'merged'),
  )) {
    const { subjectKey, caseKey, disposition } = partOf(desk, of) ?? of;
    // Who is not to be asked needs no contact: it is not even kept.
    if (disposition && !notKept.has(disposition)) kept.set(caseKey, { subjectKey, caseKey, sealed, version });
  }
  return [...kept.values()];
}

/** Contacts of cases that are of another person now, or a part of another case. */
function moves({ desk, before }: { desk: Desk; before: ReadonlyMap<string, Closure> }): Move[] {
  return [...desk.closures.values()].flatMap((closure) => {
    const [was, now] = [before.get(closure.caseKey), partOf(desk, closure) ?? closure];
    if (!was || (was.subjectKey === now.subjectKey && was.caseKey === now.caseKey)) return [];
    return [{ from: was, to: now }];
  });
}

/** Takes what case-intake says of closures: registers each, gives it its one disposition, opens and changes episodes. */
@Controller()
export class RecordClosures {
  constructor(
    private readonly closures: ClosureStore,
    private readonly clock: Clock,
    private readonly desk: ClosureDesk,
    private readonly vault: Vault,
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
    const given: Given[] = [];
    for (const state of states) {
      const taken = takeClosure(desk.desk, state);
      if (taken && state.contact) given.push({ closure: taken, sealed: state.contact, version: state.version });
    }
    await this.desk.write(tx, desk);
    await this.vault.store.moveContacts(tx, moves(desk));
    await this.vault.putPoliceContacts(tx, toKeep(desk.desk, given));
    this.checks.afterCommit(
      tx,
      given
        .filter(
          ({ closure }) =>
            closure.state === 'closed' &&
            closure.disposition !== 'deferred' &&
            stateOf(desk.desk, closure) !== 'opening',
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
