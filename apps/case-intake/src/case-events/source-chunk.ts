import type { Organisation } from '@answerable/contracts';
import type { CodeTables } from '../code-tables/code-tables.js';
import {
  absorb,
  applyEvent,
  closureOf,
  emptyRecord,
  isLater,
  monthsTouched,
  type CaseRecord,
  type Mark,
} from '../cases/case-record.js';
import type { Correction, NewRejection } from '../rejections/rejection.store.js';
import type { Standing } from '../sources/source.store.js';
import type { CaseEvent, Reading } from './case-event.js';
import { judgeEvent, type Judgement } from './judge-event.js';
import { canonicalKey, type KnownBefore } from './known-before.js';
import type { KnownEvent, ReceivedEventRow } from './received-event.store.js';
import { refuse, type Reason } from './refusals.js';

export interface Verdict {
  readonly status: 'accepted' | 'rejected' | 'duplicate';
  readonly reasons: readonly Reason[];
}

/** Beyond this a number is a mistake: as a gap it would hide every other one. Wider than the largest migration in any order. */
const MOST_AHEAD = 1_000_000;

export interface ChunkContext {
  readonly force: string;
  readonly today: string;
  readonly organisation: Organisation;
  readonly tables: CodeTables;
  /** The highest number of this source that arrived before. */
  readonly highest: number;
}

interface Sealed {
  readonly mark: Mark;
  readonly jwe: string;
}

const accepted: Verdict = { status: 'accepted', reasons: [] };
const duplicate: Verdict = { status: 'duplicate', reasons: [] };

/** Works through a chunk of one source in memory and collects what is to be written: no statement per event. */
export class SourceChunk {
  readonly received: ReceivedEventRow[] = [];
  readonly rejections: NewRejection[] = [];
  readonly corrections: Correction[] = [];
  readonly settled: string[] = [];
  readonly sequences: number[] = [];
  readonly newAliases: { alias: string; caseKey: string }[] = [];
  readonly restated: { month: string; reason: string }[] = [];
  readonly months = new Set<string>();
  readonly contacts = new Map<string, Sealed>();
  readonly proceedingsOn = new Map<string, string>();
  readonly changed = new Set<string>();
  alarms = 0;
  standing: Standing | null = null;
  private highest: number;

  private readonly events: Map<string, KnownEvent>;
  private readonly contents: Set<string>;
  private readonly known: KnownBefore & { aliases: Map<string, string> };

  constructor(
    readonly records: Map<string, CaseRecord>,
    known: KnownBefore,
    private readonly context: ChunkContext,
  ) {
    this.events = new Map(known.events);
    this.contents = new Set(known.contents);
    this.highest = context.highest;
    this.known = { ...known, aliases: new Map(known.aliases) };
  }

  take(reading: Reading): Verdict {
    return reading.kind === 'read' ? this.takeEvent(reading.event, reading.contact) : this.takeRefused(reading);
  }

  private takeRefused({
    envelope,
    reasons,
    caseKeys,
  }: Pick<Extract<Reading, { kind: 'refused' }>, 'envelope' | 'reasons' | 'caseKeys'>): Verdict {
    const caseKey = caseKeys && canonicalKey(caseKeys, this.known);
    const sequence = envelope!.sequence !== null && this.isPlausible(envelope!.sequence) ? envelope!.sequence : null;
    const row = { eventId: envelope!.id, sequence, kind: null, caseKey, caseVersion: null };
    if (this.events.get(envelope!.id)?.status === 'accepted') return this.idReused(row);
    if (sequence !== null) this.number(sequence);
    this.received.push({ ...row, status: 'rejected', reasons, digest: null, movedOn: null, outcomeClass: null });
    this.months.add(this.context.today.slice(0, 7));
    const empty = { unit: null, closureMonth: null, event: null, contact: null };
    this.rejections.push({ ...row, ...empty, status: 'rejected', reasons });
    this.events.set(envelope!.id, { status: 'rejected', digest: null });
    return { status: 'rejected', reasons };
  }

  private takeEvent(event: CaseEvent, contact: string | null): Verdict {
    const before = this.events.get(event.id);
    const caseKey = event.caseKeys && canonicalKey(event.caseKeys, this.known);
    if (before?.status === 'accepted') {
      const isSame = before.digest !== null && event.digests.includes(before.digest);
      const { id: eventId, sequence, kind, caseVersion } = event;
      return isSame ? duplicate : this.idReused({ eventId, sequence, kind, caseVersion, caseKey });
    }
    if (!this.isPlausible(event.sequence)) {
      const reasons = [refuse('sequence-implausible', 'sequence', String(this.highest))];
      return this.takeRefused({ envelope: { ...event, sequence: null }, reasons, caseKeys: event.caseKeys });
    }
    this.number(event.sequence);
    if (event.digests.some((digest) => this.contents.has(digest))) return duplicate;
    const judged = judgeEvent(event, this.context);
    const record = caseKey === null ? undefined : this.records.get(caseKey);
    const inScope = record !== undefined && record.offence !== null && record.area !== null;
    const reasons = [...judged.reasons, ...(inScope ? [] : judged.unlessInScope)];
    if (reasons.length > 0) return this.reject(event, contact, caseKey, judged, reasons);

    this.accept(event, judged, caseKey);
    if (event.restated) {
      this.restated.push(event.restated);
      this.months.add(event.restated.month);
    }
    if (caseKey !== null) this.apply(event, contact, judged, caseKey);
    return accepted;
  }

  private isPlausible(sequence: number): boolean {
    return sequence <= this.highest + MOST_AHEAD;
  }

  private number(sequence: number): void {
    this.sequences.push(sequence);
    this.highest = Math.max(this.highest, sequence);
  }

  private reject(
    event: CaseEvent,
    contact: string | null,
    caseKey: string | null,
    judged: Judgement,
    reasons: readonly Reason[],
  ): Verdict {
    // Out of scope is so only until an event that comes later, though it happened earlier, brings the case in.
    const kept = judged.reasons.every((reason) => reason.kept);
    const waits = kept && reasons.every((reason) => reason.kept);
    this.received.push(this.receivedRow(event, judged, caseKey, 'rejected', reasons));
    const closureMonth = event.closing?.closedOn.slice(0, 7) ?? null;
    if (closureMonth) this.months.add(closureMonth);
    this.rejections.push({
      eventId: event.id,
      status: 'rejected',
      reasons,
      kind: event.kind,
      sequence: event.sequence,
      caseKey,
      caseVersion: event.caseVersion,
      unit: event.facts?.unit ?? null,
      closureMonth,
      event: kept ? event : null,
      contact: waits ? contact : null,
      awaitsScope: judged.reasons.length === 0,
    });
    this.events.set(event.id, { status: 'rejected', digest: event.digests[0] });
    this.settleIfLate(event, caseKey);
    return { status: 'rejected', reasons };
  }

  /** What should have been said was said already: the refused closure came after its own correction. */
  private settleIfLate(event: CaseEvent, caseKey: string | null): void {
    const mark = caseKey === null ? undefined : this.records.get(caseKey)?.marks.closing;
    if (!mark || !event.closing || !isLater(mark, [event.caseVersion, event.sequence])) return;
    this.corrections.push({ eventId: '', caseKey: caseKey!, caseVersion: mark[0], sequence: mark[1], kind: 'closed' });
  }

  private accept(event: CaseEvent, judged: Judgement, caseKey: string | null): void {
    this.received.push(this.receivedRow(event, judged, caseKey, 'accepted', null));
    if (this.events.has(event.id)) this.settled.push(event.id);
    this.events.set(event.id, { status: 'accepted', digest: event.digests[0] });
    this.contents.add(event.digests[0]);
    if (event.sequence > (this.standing?.sequence ?? 0))
      this.standing = { sequence: event.sequence, retired: event.retired ?? null };
    if (caseKey === null) return;
    const { id: eventId, caseVersion, sequence, kind } = event;
    this.corrections.push({ eventId, caseKey, caseVersion, sequence, kind });
  }

  private apply(event: CaseEvent, contact: string | null, judged: Judgement, ownKey: string): void {
    const other = event.otherCaseKeys && canonicalKey(event.otherCaseKeys, this.known);
    const before = this.records.get(ownKey) ?? emptyRecord(ownKey, event.force, event.system);
    const victimKey = event.victimKeys && canonicalKey(event.victimKeys, this.known);
    const { today, organisation } = this.context;
    const keys = { victimKey, otherCaseKey: other };
    let after = applyEvent(before, event, judged, keys, { today, lookBackDays: organisation.lookBackDays });
    if (event.kind === 'reference-changed' && other !== null && other !== ownKey) {
      after = this.rename(after, event, other);
    }
    this.put(before, after);
    if (contact !== null && event.contactGiven)
      this.keepContact(ownKey, after, { mark: after.marks.contact!, jwe: contact }, event);
    if (contact === null && event.contactGiven && after.contactEventId === event.id) this.noteLostContact(event, after);
    if (event.kind.startsWith('proceedings-')) this.proceedingsOn.set(ownKey, event.on!);
    if (event.kind === 'reopened') this.months.add(event.on!.slice(0, 7));
  }

  /** Only of an event that waited: the police gave a contact, and there is none to reach her by. */
  private noteLostContact(
    { id: eventId, kind, sequence, caseVersion }: CaseEvent,
    { caseKey, facts }: CaseRecord,
  ): void {
    const place = { eventId, kind, sequence, caseKey, caseVersion, unit: facts?.unit ?? null };
    const reasons = [refuse('contact-not-kept', 'data.contact')];
    this.rejections.push({ ...place, status: 'accepted', reasons, closureMonth: null, event: null, contact: null });
  }

  private keepContact(caseKey: string, after: CaseRecord, sealed: Sealed, event: CaseEvent): void {
    const isNewest = after.contactEventId === event.id;
    if (isNewest && !isLater(this.contacts.get(caseKey)?.mark, sealed.mark)) this.contacts.set(caseKey, sealed);
  }

  /** From now on the new reference leads to this case; what was known under it moves here. */
  private rename(record: CaseRecord, event: CaseEvent, alias: string): CaseRecord {
    this.known.aliases.set(alias, record.caseKey);
    for (const key of event.otherCaseKeys!) this.known.aliases.set(key, record.caseKey);
    this.newAliases.push({ alias, caseKey: record.caseKey });
    if (event.otherCaseKeys![0] !== alias)
      this.newAliases.push({ alias: event.otherCaseKeys![0], caseKey: record.caseKey });
    const moved = this.records.get(alias);
    if (!moved) return record;
    const sealed = this.contacts.get(alias);
    if (sealed) this.contacts.set(record.caseKey, sealed);
    this.contacts.delete(alias);
    const marks = { ...moved.marks, status: [event.caseVersion, event.sequence] as const };
    const left: CaseRecord = {
      ...moved,
      version: moved.version + 1,
      status: 'merged',
      mergedInto: record.caseKey,
      marks,
    };
    this.put(moved, left);
    return absorb(record, moved);
  }

  private put(before: CaseRecord, after: CaseRecord): void {
    this.records.set(after.caseKey, after);
    this.changed.add(after.caseKey);
    for (const month of monthsTouched(before, after, this.context.today)) this.months.add(month);
  }

  /** Alarmed, and listed among the rejections; what was received first under the id stands, also in the list of receipts. */
  private idReused(row: Pick<NewRejection, 'eventId' | 'sequence' | 'kind' | 'caseVersion' | 'caseKey'>): Verdict {
    this.alarms += 1;
    const reasons = [refuse('event-id-reused', 'id')];
    this.rejections.push({
      ...row,
      status: 'rejected',
      reasons,
      unit: null,
      closureMonth: null,
      event: null,
      contact: null,
    });
    return { status: 'rejected', reasons };
  }

  private receivedRow(
    event: CaseEvent,
    judged: Judgement,
    caseKey: string | null,
    status: 'accepted' | 'rejected',
    reasons: readonly Reason[] | null,
  ): ReceivedEventRow {
    return {
      eventId: event.id,
      sequence: event.sequence,
      kind: event.kind,
      status,
      reasons,
      caseKey,
      caseVersion: event.caseVersion,
      digest: event.digests[0],
      movedOn: event.closing?.closedOn ?? (event.kind === 'reopened' ? event.on : null),
      outcomeClass: judged.closing?.outcomeClass ?? null,
    };
  }

  closures(): { caseKey: string; closure: ReturnType<typeof closureOf> }[] {
    return [...this.changed].map((caseKey) => ({
      caseKey,
      closure: closureOf(this.records.get(caseKey)!, this.context.organisation),
    }));
  }
}
