import { organisationById, type Receipt } from '@answerable/contracts';
import { Outbox, type OutboxMessage, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { closureOf } from '../cases/case-record.js';
import { addAlias, aliasesOf, flagTwins, keysInUse, loadCases, saveCases } from '../cases/case.store.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import type { Config } from '../config.js';
import { touchMonths } from '../coverage/coverage.store.js';
import { restateMonths } from '../control-totals/control-totals.store.js';
import { addRejections, countUnread, settleCorrected, settleRejections } from '../rejections/rejection.store.js';
import { continuedIn, lockSources, recordHeard, type SourceRow } from '../sources/source.store.js';
import type { Reading } from './case-event.js';
import { closureMessages } from './closure-messages.js';
import { canonicalKey, type KnownBefore } from './known-before.js';
import { addReceivedEvents, knownContents, knownEvents } from './received-event.store.js';
import { refuse } from './refusals.js';
import { SourceChunk, type Verdict } from './source-chunk.js';

export interface Registration {
  readonly force: string;
  /** How an event that was refused before and is accepted now got here. */
  readonly settledBy: 'resent' | 'replayed';
  /** Receipts also go to the force's topic, with the trace of the event each answers. */
  readonly receiptsTo: 'caller' | { readonly topicCausedBy: readonly (ReceivedEvent<unknown> | undefined)[] };
  /** The caller rolls back: nobody is told, and no source is held up. */
  readonly dryRun?: boolean;
}

interface Place {
  readonly index: number;
  readonly reading: Reading;
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
    if (registration.dryRun || !readings.some(({ dryRun }) => dryRun)) return this.take(tx, readings, registration);
    await tx.query('savepoint dry_run');
    const judged = await this.take(
      tx,
      readings.filter(({ dryRun }) => dryRun),
      { ...registration, dryRun: true },
    );
    await tx.query('rollback to savepoint dry_run');
    const taken = await this.take(
      tx,
      readings.filter(({ dryRun }) => !dryRun),
      registration,
    );
    return readings.map(({ dryRun }) => (dryRun ? judged.shift()! : taken.shift()!));
  }

  private async take(tx: Tx, readings: readonly Reading[], registration: Registration): Promise<Receipt[]> {
    const { force, dryRun = false } = registration;
    const at = this.clock.now();
    const verdicts: Verdict[] = [];
    const bySource = new Map<string, Place[]>();
    const unread: string[] = [];
    readings.forEach((reading, index) => {
      const source = sourceOf(reading);
      if (source !== null)
        return void (bySource.get(source) ?? bySource.set(source, []).get(source)!).push({ index, reading });
      const { reasons } = reading as Extract<Reading, { kind: 'refused' }>;
      verdicts[index] = { status: 'rejected', reasons };
      unread.push(reasons[0]!.code);
    });
    const sources = await lockSources(tx, [...bySource.keys()].sort(), at, { dryRun });
    for (const [source, row] of sources)
      await this.registerSource(tx, row, bySource.get(source)!, verdicts, registration, at);
    await countUnread(tx, { force, day: this.clock.today(), codes: unread });
    if (unread.length > 0) await touchMonths(tx, [this.clock.today().slice(0, 7)]);

    const receipts = readings.map((reading, index) => ({
      ...receiptOf(reading, verdicts[index]!, force, at),
      ...(dryRun && { dryRun: true as const }),
    }));
    if (!dryRun)
      tx.afterCommit(() => {
        for (const { status } of receipts) this.counter.inc({ force, status });
      });
    return receipts;
  }

  private async registerSource(
    tx: Tx,
    source: SourceRow,
    places: readonly Place[],
    verdicts: Verdict[],
    { force, settledBy, dryRun }: Registration,
    at: Date,
  ): Promise<void> {
    const known = await this.loadKnown(tx, source.source_id, places);
    const caseKeys = places.flatMap(({ reading }) => keysOf(reading).cases.map((keys) => canonicalKey(keys, known)));
    const records = await loadCases(tx, [...new Set(caseKeys)]);
    const before = new Map(records);
    const today = this.clock.today();
    const chunk = new SourceChunk(records, known, {
      force,
      today,
      organisation: this.organisation,
      tables: this.codeTables.current.tables,
      highest: Number(source.highest),
    });
    for (const { index, reading } of places) verdicts[index] = chunk.take(reading);

    await addReceivedEvents(tx, source.source_id, lastOfEachId(chunk.received), at, settledBy);
    await addRejections(tx, source.source_id, lastOfEachId(chunk.rejections), at);
    const settled = await settleRejections(tx, source.source_id, chunk.settled, settledBy, at);
    const corrected = await settleCorrected(tx, chunk.corrections, at);
    for (const month of [...settled, ...corrected]) chunk.months.add(month);
    for (const { alias, caseKey } of chunk.newAliases) await addAlias(tx, alias, caseKey);
    await saveCases(
      tx,
      source.source_id,
      [...chunk.changed].map((key) => records.get(key)!),
    );
    const twins = source.has_siblings ? await this.flagTwins(tx, source, force, chunk, at) : [];
    await restateMonths(tx, force, chunk.restated, at);
    await touchMonths(tx, [...chunk.months]);
    const messages = closureMessages(chunk, (key) => closureOf(before.get(key)!, this.organisation), before);
    messages.push(...twins);
    if (dryRun) return;
    // A replay is our own doing: it must not make a silent source look alive.
    const heard = settledBy !== 'replayed';
    if (heard) {
      await recordHeard(tx, {
        sourceId: source.source_id,
        sequences: chunk.sequences,
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
        this.log.error({ force, source: source.source, events: chunk.alarms }, 'event ids were used again'),
      );
    }
  }

  private async loadKnown(tx: Tx, sourceId: number, places: readonly Place[]): Promise<KnownBefore> {
    const ids = places.map(({ reading }) => (reading.kind === 'read' ? reading.event.id : reading.envelope!.id));
    const digests = places.flatMap(({ reading }) => (reading.kind === 'read' ? reading.event.digests : []));
    const keys = places.map(({ reading }) => keysOf(reading));
    const caseKeys = keys.flatMap(({ cases }) => cases.flat());
    const earlier = keys.flatMap(({ cases, victim }) => [...cases, ...victim].flatMap((hashes) => hashes.slice(1)));
    return {
      events: await knownEvents(tx, sourceId, ids),
      contents: await knownContents(tx, digests),
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
    return once.map(({ eventId, status, reasons }): OutboxMessage => {
      const data = { eventId, source: source.source, force, status, receivedAt: at.toISOString(), reasons };
      return { type: 'police.receipt.issued.v1', data };
    });
  }
}

function sourceOf(reading: Reading): string | null {
  if (reading.kind === 'read') return reading.event.source;
  return reading.own ? reading.envelope!.source : null;
}

function keysOf(reading: Reading) {
  const {
    caseKeys,
    otherCaseKeys = null,
    victimKeys = null,
  } = reading.kind === 'read' ? reading.event : { caseKeys: reading.caseKeys };
  const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
  return { cases: [...present(caseKeys), ...present(otherCaseKeys)], victim: present(victimKeys) };
}

/** An id can stand twice in one chunk, refused and then right: one row can be written, the last. */
function lastOfEachId<R extends { readonly eventId: string }>(rows: readonly R[]): R[] {
  return rows.length < 2 ? [...rows] : [...new Map(rows.map((row) => [row.eventId, row])).values()];
}

function receiptOf(reading: Reading, { status, reasons }: Verdict, force: string, at: Date): Receipt {
  const envelope = reading.kind === 'read' ? reading.event : reading.envelope;
  const source = envelope?.source ?? '';
  return { eventId: envelope?.id ?? '', source, force, status, receivedAt: at.toISOString(), reasons: [...reasons] };
}
