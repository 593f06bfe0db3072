import type { Organisation } from '@answerable/contracts';
import { normaliseOffenceClass, type CodeTables } from '../code-tables/code-tables.js';
import {
  absorb,
  applyEvent,
  closureOf,
  emptyRecord,
  isLater,
  isOfAnotherVictim,
  isSame,
  unmerged,
  type CaseRecord,
  type Mark,
} from '../cases/case-record.js';
import { monthsTouched } from '../cases/months-touched.js';
import type { Correction, NewRejection, SaidAgain } from '../rejections/rejection.store.js';
import type { Standing } from '../sources/source.store.js';
import type { CaseEvent, Reading } from './case-event.js';
import { judgeEvent, type Judgement } from './judge-event.js';
import type { KnownOfSource } from './known-before.js';
import { receivedRow, type ReceivedEventRow } from './received-event.store.js';
import { refuse, type Reason } from './refusals.js';

export interface Verdict {
  readonly status: 'accepted' | 'rejected' | 'duplicate';
  readonly reasons: readonly Reason[];
}

export interface ChunkContext {
  readonly force: string;
  readonly today: string;
  readonly organisation: Organisation;
  readonly tables: CodeTables;
  /** The version from which cases count: above any that was told before the register was put back. */
  readonly countedFrom: number;
}

interface Sealed {
  readonly mark: Mark;
  readonly jwe: string;
}

const ofWhatCannotBeRead = {
  digest: null,
  movedOn: null,
  unit: null,
  offenceGroup: null,
  outcomeClass: null,
  outcomeCode: null,
  previousCode: null,
  offenceCode: null,
};
const accepted: Verdict = { status: 'accepted', reasons: [] };
const duplicate: Verdict = { status: 'duplicate', reasons: [] };
const ofAnotherVictim = refuse('reference-of-another-victim', 'data.victimPseudonym');

/** Works through a chunk of one source in memory and collects what is to be written: no statement per event. */
export class SourceChunk {
  readonly received: ReceivedEventRow[] = [];
  readonly rejections: NewRejection[] = [];
  readonly corrections: Correction[] = [];
  readonly saidAgain: SaidAgain[] = [];
  readonly settled: string[] = [];
  readonly newAliases: { alias: string; caseKey: string }[] = [];
  readonly restated: { month: string; reason: string }[] = [];
  readonly months = new Set<string>();
  readonly contacts = new Map<string, Sealed>();
  readonly changed = new Set<string>();
  alarms = 0;
  standing: Standing | null = null;

  constructor(
    readonly records: Map<string, CaseRecord>,
    readonly known: KnownOfSource,
    private readonly context: ChunkContext,
  ) {}

  take(reading: Reading): Verdict {
    return reading.kind === 'read' ? this.takeEvent(reading.event, reading.contact) : this.takeRefused(reading);
  }

  private takeRefused({
    envelope,
    reasons,
    caseKeys,
  }: Pick<Extract<Reading, { kind: 'refused' }>, 'envelope' | 'reasons' | 'caseKeys'>): Verdict {
    const caseKey = this.known.canonical(caseKeys);
    const sequence =
      envelope!.sequence !== null && this.known.isPlausible(envelope!.sequence) ? envelope!.sequence : null;
    const row = { eventId: envelope!.id, sequence, kind: null, caseKey, caseVersion: null };
    if (this.known.isOther(envelope!.id, row)) return this.idReused({ ...row, unit: null, closureMonth: null });
    if (sequence !== null) this.known.came(sequence);
    // What is known of it stands until it is put right: of this one neither unit nor month is, and nothing of it can wait.
    const before = this.known.events.get(envelope!.id);
    if (before && (before.digest !== null || (before.caseKey !== null && caseKey === null)))
      return { status: 'rejected', reasons };
    this.received.push({ ...row, ...ofWhatCannotBeRead, status: 'rejected', reasons });
    this.months.add(this.context.today.slice(0, 7));
    const empty = { unit: null, closureMonth: null, event: null, contact: null };
    this.rejections.push({ ...row, ...empty, status: 'rejected', reasons });
    this.known.events.set(envelope!.id, { status: 'rejected', digest: null, caseKey, kind: null, sequence });
    return { status: 'rejected', reasons };
  }

  private takeEvent(event: CaseEvent, contact: string | null): Verdict {
    const { id: eventId, sequence, kind, caseVersion } = event;
    const before = this.known.events.get(eventId);
    const caseKey = this.known.canonical(event.caseKeys);
    if (before?.status === 'accepted' && before.digest !== null && event.digests.includes(before.digest))
      return duplicate;
    if (this.known.isOther(eventId, { caseKey, kind }))
      return this.idReused({ eventId, sequence, kind, caseVersion, caseKey, ...placeOf(event) });
    if (!this.known.isPlausible(sequence)) {
      const reasons = [refuse('sequence-implausible', 'sequence', String(this.known.highest))];
      return this.takeRefused({ envelope: { ...event, sequence: null }, reasons, caseKeys: event.caseKeys });
    }
    this.known.came(sequence);
    const judged = judgeEvent(event, this.context);
    const reasons = this.reasonsAgainst(event, judged, caseKey);
    if (reasons.length > 0) return this.reject(event, contact, judged, reasons);

    const isKnown = event.digests.some((digest) => this.known.contents.has(digest));
    this.accept(event, judged, caseKey);
    if (event.restated) {
      this.restated.push(event.restated);
      this.months.add(event.restated.month);
    }
    if (caseKey === null) return accepted;
    // Once in scope, always in scope; but of a class that nobody knows the sender is told.
    if (judged.unlessInScope.some(({ code }) => code === 'unknown-offence-class'))
      this.noteUnknownClass(event, caseKey);
    // The same content again takes its later place among the events of the case all the same: another one may lie between the two.
    const [was, is] = this.apply(event, contact, judged, caseKey);
    return isKnown && isSame(was, is) ? duplicate : accepted;
  }

  private reasonsAgainst(event: CaseEvent, judged: Judgement, caseKey: string | null): readonly Reason[] {
    if (this.known.isNumberOfAnother(event)) {
      this.alarms += 1;
      return [refuse('sequence-reused', 'sequence', String(this.known.highest))];
    }
    const record = caseKey === null ? undefined : this.records.get(caseKey);
    const inScope = record !== undefined && record.offence !== null && record.area !== null;
    const reasons = [...judged.reasons, ...(inScope ? [] : judged.unlessInScope)];
    if (reasons.length > 0 || !record) return reasons;
    // Whichever comes last of two cases and a change of reference that joins them is refused: two stand, and the third is listed and counted.
    if (isOfAnotherVictim(record, event, this.known.canonical(event.victimKeys))) return [ofAnotherVictim];
    return this.joinsTwoVictims(event, record) ? [refuse('reference-of-another-victim', 'data.newCaseReference')] : [];
  }

  private joinsTwoVictims(event: CaseEvent, { victimKey }: CaseRecord): boolean {
    if (event.kind !== 'reference-changed' || victimKey === null) return false;
    const other = this.records.get(this.known.canonical(event.otherCaseKeys!))?.victimKey ?? null;
    return other !== null && other !== victimKey;
  }

  private reject(event: CaseEvent, contact: string | null, judged: Judgement, reasons: readonly Reason[]): Verdict {
    // Which case it is of is what is wrong with it: no event of the case to which its reference leads by now puts it right.
    const caseKey = reasons.includes(ofAnotherVictim) ? null : this.known.canonical(event.caseKeys);
    // Out of scope is so only until an event that comes later, though it happened earlier, brings the case in.
    const awaitsScope = reasons.every((reason) => judged.unlessInScope.includes(reason));
    const kept = reasons.every((reason) => reason.kept || judged.unlessInScope.includes(reason));
    const waits = reasons.every((reason) => reason.kept);
    // A number that is another's is not its own when it comes again.
    const sequence = this.known.isNumberOfAnother(event) ? null : event.sequence;
    this.received.push({ ...receivedRow(event, judged, caseKey, 'rejected', reasons), sequence });
    const { unit, closureMonth } = placeOf(event);
    if (closureMonth) this.months.add(closureMonth);
    this.rejections.push({
      eventId: event.id,
      status: 'rejected',
      reasons,
      kind: event.kind,
      sequence: event.sequence,
      caseKey,
      caseVersion: event.caseVersion,
      unit,
      closureMonth,
      event: kept ? event : null,
      contact: waits ? contact : null,
      awaitsScope,
    });
    this.known.remember(event, { status: 'rejected', caseKey, sequence });
    this.settleIfLate(event, caseKey);
    return { status: 'rejected', reasons };
  }

  /** What should have been said was said already: the refused closure came after its own correction. */
  private settleIfLate(event: CaseEvent, caseKey: string | null): void {
    const mark = caseKey === null ? undefined : this.records.get(caseKey)?.marks.closing;
    // A number that another event has says nothing of its place.
    if (!mark || !event.closing || this.known.isNumberOfAnother(event)) return;
    if (!isLater(mark, [event.caseVersion, event.sequence])) return;
    this.corrections.push({ eventId: '', caseKey: caseKey!, caseVersion: mark[0], sequence: mark[1], kind: 'closed' });
  }

  private accept(event: CaseEvent, judged: Judgement, caseKey: string | null): void {
    this.received.push(receivedRow(event, judged, caseKey, 'accepted', null));
    if (this.known.events.has(event.id)) this.settled.push(event.id);
    this.known.remember(event, { status: 'accepted', caseKey, sequence: event.sequence });
    if (event.sequence > (this.standing?.sequence ?? 0))
      this.standing = { sequence: event.sequence, retired: event.retired ?? null };
    const { id: eventId, caseVersion, sequence, kind } = event;
    if (caseKey === null) return void this.saidAgain.push({ kind, sequence });
    this.corrections.push({ eventId, caseKey, caseVersion, sequence, kind });
  }

  /** Returns what was known of the case before, and what is known now. */
  private apply(
    event: CaseEvent,
    contact: string | null,
    judged: Judgement,
    ownKey: string,
  ): [before: CaseRecord, after: CaseRecord] {
    const other = this.known.canonical(event.otherCaseKeys);
    const before = this.records.get(ownKey) ?? emptyRecord(ownKey, event.force, event.system, this.context.countedFrom);
    const victimKey = this.known.canonical(event.victimKeys);
    const { today, organisation } = this.context;
    const keys = { victimKey, otherCaseKey: other };
    let after = applyEvent(before, event, judged, keys, { today, lookBackDays: organisation.lookBackDays });
    if (event.kind === 'reference-changed' && other !== null && other !== ownKey) {
      after = this.rename(after, event, other);
    }
    this.put(before, after);
    if (contact !== null && event.contactGiven)
      this.keepContact(ownKey, after, { mark: after.marks.contact!, jwe: contact }, event);
    // Only of an event that waited: the police gave a contact, and there is none to reach her by.
    if (contact === null && event.contactGiven && after.contactEventId === event.id)
      this.note(event, after.caseKey, after.facts?.unit ?? null, refuse('contact-not-kept', 'data.contact'));
    if (event.kind === 'reopened') this.months.add(event.on!.slice(0, 7));
    return [before, after];
  }

  private noteUnknownClass(event: CaseEvent, caseKey: string): void {
    const { offenceWritten, unit } = event.facts!;
    const code = normaliseOffenceClass(offenceWritten);
    this.note(event, caseKey, unit, refuse('offence-not-in-table', 'data.offenceClass', code));
  }

  /** The event counts, but something about it should be put right. */
  private note(event: CaseEvent, caseKey: string, unit: string | null, reason: Reason): void {
    const { id: eventId, kind, sequence, caseVersion } = event;
    const place = { eventId, kind, sequence, caseKey, caseVersion, unit };
    const nothing = { closureMonth: null, event: null, contact: null };
    this.rejections.push({ ...place, ...nothing, status: 'accepted', reasons: [reason] });
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
    const own = this.withoutMerger(record, record.caseKey);
    if (!moved) return own;
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
    return absorb(own, this.withoutMerger(moved, record.caseKey), this.context.countedFrom);
  }

  /** Of two records that are one case now, one was merged into the other: nothing was taken away by that. */
  private withoutMerger(record: CaseRecord, caseKey: string): CaseRecord {
    return this.known.canonical(record.mergedInto === null ? null : [record.mergedInto]) === caseKey
      ? unmerged(record)
      : record;
  }

  private put(before: CaseRecord, after: CaseRecord): void {
    this.records.set(after.caseKey, after);
    this.changed.add(after.caseKey);
    for (const month of monthsTouched(before, after, this.context.today)) this.months.add(month);
  }

  /** Alarmed, and listed beside what was received first under the id: that stands, also in the list of receipts. */
  private idReused(row: Omit<NewRejection, 'status' | 'reasons' | 'event' | 'contact'>): Verdict {
    this.alarms += 1;
    this.months.add(row.closureMonth ?? this.context.today.slice(0, 7));
    if (row.sequence !== null && this.known.isPlausible(row.sequence)) this.known.came(row.sequence);
    const reasons = [refuse('event-id-reused', 'id')];
    this.rejections.push({ ...row, status: 'rejected', reasons, event: null, contact: null });
    return { status: 'rejected', reasons };
  }

  /** What was merged comes last: what it was merged into is known by then. */
  closures(): { caseKey: string; closure: ReturnType<typeof closureOf> }[] {
    const last = (caseKey: string) => Number(this.records.get(caseKey)!.status === 'merged');
    return [...this.changed]
      .toSorted((a, b) => last(a) - last(b))
      .map((caseKey) => ({ caseKey, closure: closureOf(this.records.get(caseKey)!, this.context.organisation) }));
  }
}

/** Where what was refused is missing. */
function placeOf({ facts, closing }: CaseEvent): Pick<NewRejection, 'unit' | 'closureMonth'> {
  return { unit: facts?.unit ?? null, closureMonth: closing?.closedOn.slice(0, 7) ?? null };
}
