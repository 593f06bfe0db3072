import { organisationById, type Receipt } from '@answerable/contracts';
import { Outbox, type OutboxMessage, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { closureOf, type CaseRecord } from '../cases/case-record.js';
import { addAlias, aliasesOf, flagTwins, keysInUse, loadCases, lockTwins, saveCases } from '../cases/case.store.js';
import { LiftVersions } from '../cases/lift-versions.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import type { Config } from '../config.js';
import { touchMonths } from '../coverage/recount.js';
import { restateMonths } from '../control-totals/control-totals.store.js';
import {
  addRejections,
  countUnread,
  settleCorrected,
  settleRejections,
  settleSaidAgain,
  type NewRejection,
} from '../rejections/rejection.store.js';
import { continuedIn, lockSources, recordHeard, sourcesNamed, type SourceRow } from '../sources/source.store.js';
import type { Reading } from './case-event.js';
import { closureMessages } from './closure-messages.js';
import { KnownOfSource, type KnownBefore } from './known-before.js';
import {
  addReceivedEvents,
  knownContents,
  knownEvents,
  knownNumbers,
  type ReceivedEventRow,
} from './received-event.store.js';
import { caseKeysOf, keysOf, sorted, type Place } from './readings-by-source.js';
import { refuse } from './refusals.js';
import { Rehearsal } from './rehearsal.js';
import { SourceChunk, type Verdict } from './source-chunk.js';

export interface Registration {
  readonly force: string;
  /** How an event that was refused before and is accepted now got here. */
  readonly settledBy: 'resent' | 'replayed';
  /** Receipts also go to the force's topic, with the trace of the event each answers. */
  readonly receiptsTo: 'caller' | { readonly topicCausedBy: readonly (ReceivedEvent<unknown> | undefined)[] };
}

/**
 * Registers a chunk of case events of one force in the caller's transaction: the one path for HTTP, Kafka and replay.
 * A dozen statements a chunk and source, none per event. Returns a receipt for each reading, in order.
 */
@Injectable()
export class RegisterCaseEvents {
  private readonly organisation;
  private readonly counter;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly outbox: Outbox,
    private readonly codeTables: CodeTableSource,
    private readonly versions: LiftVersions,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
    this.counter = metrics.counter('case_events_total', 'Case events by force and what became of them', [
      'force',
      'status',
    ]);
  }

  async execute(tx: Tx, readings: readonly Reading[], registration: Registration): Promise<Receipt[]> {
    const receipts = await this.register(tx, readings, registration);
    if (registration.receiptsTo !== 'caller') {
      const causes = registration.receiptsTo.topicCausedBy;
      const messages = receipts.map((data, index): OutboxMessage => {
        return { type: 'police.receipt.issued.v1', data, cause: causes[index] };
      });
      await this.outbox.addMany(tx, messages);
    }
    return receipts;
  }

  /** Events that ask to be judged only are, before the others, and leave nothing but their receipts. */
  private async register(tx: Tx, readings: readonly Reading[], registration: Registration): Promise<Receipt[]> {
    if (!readings.some(({ dryRun }) => dryRun)) return this.take(tx, readings, registration);
    const [only, others] = [readings.filter(({ dryRun }) => dryRun), readings.filter(({ dryRun }) => !dryRun)];
    const judged = await this.judge(tx, only, registration.force, new Rehearsal());
    const taken = await this.take(tx, others, registration);
    return readings.map(({ dryRun }) => (dryRun ? judged.shift()! : taken.shift()!));
  }

  /** Judges a chunk as `execute` would and writes nothing; `rehearsal` is what the chunks of the same dry run before it said. */
  async judge(tx: Tx, readings: readonly Reading[], force: string, rehearsal: Rehearsal): Promise<Receipt[]> {
    const { verdicts, bySource } = sorted(readings);
    const rows = await sourcesNamed(tx, [...bySource.keys()]);
    const chunks: (readonly [SourceChunk, readonly Place[]])[] = [];
    for (const [source, places] of bySource) {
      const row = rows.get(source);
      const { known, records } = rehearsal.of(source, Number(row?.highest ?? 0));
      known.addBelow(await this.loadKnown(tx, row?.source_id ?? null, places));
      const missing = caseKeysOf(places, known).filter((key) => !records.has(key));
      for (const [key, record] of await loadCases(tx, missing)) records.set(key, record);
      chunks.push([this.chunkOf(force, records, known), places]);
    }
    // Only now that all is loaded: a chunk that is tried again must not meet itself.
    for (const [chunk, places] of chunks)
      for (const { index, reading } of places) verdicts[index] = chunk.take(reading);
    rehearsal.forget();
    const at = this.clock.now();
    return readings.map((reading, index) => ({ ...receiptOf(reading, verdicts[index]!, force, at), dryRun: true }));
  }

  private async take(tx: Tx, readings: readonly Reading[], registration: Registration): Promise<Receipt[]> {
    const { force } = registration;
    const at = this.clock.now();
    const { verdicts, bySource, unread } = sorted(readings);
    const sources = await lockSources(tx, [...bySource.keys()].sort(), at);
    for (const [source, row] of sources)
      await this.registerSource(tx, row, bySource.get(source)!, verdicts, registration, at);
    await countUnread(tx, { force, day: this.clock.today(), codes: unread });
    if (unread.length > 0) await touchMonths(tx, [this.clock.today().slice(0, 7)]);

    const receipts = readings.map((reading, index) => receiptOf(reading, verdicts[index]!, force, at));
    tx.afterCommit(() => {
      for (const { status } of receipts) this.counter.inc({ force, status });
    });
    return receipts;
  }

  private chunkOf(force: string, records: Map<string, CaseRecord>, known: KnownOfSource): SourceChunk {
    const { tables } = this.codeTables.current;
    return new SourceChunk(records, known, {
      force,
      today: this.clock.today(),
      organisation: this.organisation,
      tables,
      countedFrom: this.versions.countedFrom,
    });
  }

  private async registerSource(
    tx: Tx,
    source: SourceRow,
    places: readonly Place[],
    verdicts: Verdict[],
    { force, settledBy }: Registration,
    at: Date,
  ): Promise<void> {
    const known = new KnownOfSource(await this.loadKnown(tx, source.source_id, places), Number(source.highest));
    const records = await loadCases(tx, caseKeysOf(places, known));
    const before = new Map(records);
    const today = this.clock.today();
    const chunk = this.chunkOf(force, records, known);
    for (const { index, reading } of places) verdicts[index] = chunk.take(reading);

    await addReceivedEvents(tx, source.source_id, lastOfEachId(chunk.received), at, settledBy);
    await addRejections(tx, source.source_id, chunk.rejections, at);
    for (const { alias, caseKey } of chunk.newAliases) await addAlias(tx, alias, caseKey);
    const settled = await settleRejections(tx, source.source_id, chunk.settled, settledBy, at);
    const corrected = await settleCorrected(tx, chunk.corrections, at);
    await settleSaidAgain(tx, source.source_id, chunk.saidAgain, at);
    for (const month of [...settled, ...corrected]) chunk.months.add(month);
    await saveCases(
      tx,
      source.source_id,
      [...chunk.changed].map((key) => records.get(key)!),
    );
    const twins = await this.flagTwins(tx, source, force, chunk, at);
    await restateMonths(tx, force, chunk.restated, at);
    await touchMonths(tx, [...chunk.months]);
    const messages = closureMessages(chunk, (key) => closureOf(before.get(key)!, this.organisation), before);
    // A force that reads receipts and no pages is told as well of what should be put right about events that were accepted.
    const notices = chunk.rejections.filter(({ status }) => status === 'accepted');
    messages.push(...notices.map(receiptOnTopic(source.source, force, at)), ...twins);
    // A replay is our own doing: it must not make a silent source look alive.
    const heard = settledBy !== 'replayed';
    if (heard) {
      await recordHeard(tx, {
        sourceId: source.source_id,
        sequences: chunk.known.sequences,
        heardAt: at,
        announcedOn: today,
        alarms: chunk.alarms,
        standing: chunk.standing,
      });
    }
    if (heard && (source.announced_on === null || source.announced_on < today)) {
      const [, , , , system] = source.source.split('/') as [string, string, string, string, string];
      for (const sourceSystem of [system, ...(await continuedIn(tx, source.source))])
        messages.push({ type: 'cases.source.heard.v1', data: { force, sourceSystem, lastHeardOn: today } });
    }
    await this.outbox.addMany(tx, messages);
    if (chunk.alarms > 0) {
      tx.afterCommit(() =>
        this.log.error(
          { force, source: source.source, events: chunk.alarms },
          'event ids or sequence numbers were used again',
        ),
      );
    }
  }

  private async loadKnown(tx: Tx, sourceId: number | null, places: readonly Place[]): Promise<KnownBefore> {
    const ids = places.map(({ reading }) => (reading.kind === 'read' ? reading.event.id : reading.envelope!.id));
    const digests = places.flatMap(({ reading }) => (reading.kind === 'read' ? reading.event.digests : []));
    const numbers = places.flatMap(({ reading }) => (reading.kind === 'read' ? [reading.event.sequence] : []));
    const keys = places.map(({ reading }) => keysOf(reading));
    const caseKeys = keys.flatMap(({ cases }) => cases.flat());
    const earlier = keys.flatMap(({ cases, victim }) => [...cases, ...victim].flatMap((hashes) => hashes.slice(1)));
    return {
      events: await knownEvents(tx, sourceId, ids),
      contents: await knownContents(tx, digests),
      numbers: await knownNumbers(tx, sourceId, numbers),
      aliases: await aliasesOf(tx, caseKeys),
      earlierKeysInUse: earlier.length > 0 ? await keysInUse(tx, earlier) : new Set(),
    };
  }

  private async flagTwins(
    tx: Tx,
    source: SourceRow,
    force: string,
    chunk: SourceChunk,
    at: Date,
  ): Promise<OutboxMessage[]> {
    const closed = chunk.closures().flatMap(({ caseKey, closure }) => (closure ? [caseKey] : []));
    if (closed.length === 0 || !(await lockTwins(tx, force, source.source_id))) return [];
    const flagged = new Set(await flagTwins(tx, source.source_id, closed));
    const rows = chunk.received.filter(
      (row) => row.status === 'accepted' && row.caseKey !== null && flagged.has(row.caseKey),
    );
    const notices = rows.map((row) => ({
      ...row,
      status: 'accepted' as const,
      reasons: [refuse('sent-by-two-systems', 'data.caseReference')],
      unit: chunk.records.get(row.caseKey!)!.facts!.unit,
      closureMonth: null,
      event: null,
      contact: null,
    }));
    const once = [...new Map(notices.map((notice) => [notice.caseKey, notice])).values()];
    await addRejections(tx, source.source_id, once, at);
    return once.map(receiptOnTopic(source.source, force, at));
  }
}

/** An id can stand twice in one chunk, refused and then right: one row can be written, the last. */
function lastOfEachId(rows: readonly ReceivedEventRow[]): ReceivedEventRow[] {
  return rows.length < 2 ? [...rows] : [...new Map(rows.map((row) => [row.eventId, row])).values()];
}

const receiptOnTopic =
  (source: string, force: string, at: Date) =>
  ({ eventId, status, reasons }: Pick<NewRejection, 'eventId' | 'status' | 'reasons'>): OutboxMessage => {
    const data = { eventId, source, force, status, receivedAt: at.toISOString(), reasons: [...reasons] };
    return { type: 'police.receipt.issued.v1', data };
  };

function receiptOf(reading: Reading, { status, reasons }: Verdict, force: string, at: Date): Receipt {
  const envelope = reading.kind === 'read' ? reading.event : reading.envelope;
  const source = envelope?.source ?? '';
  return { eventId: envelope?.id ?? '', source, force, status, receivedAt: at.toISOString(), reasons: [...reasons] };
}
