import {
  cloudEventEnvelope,
  policeEventData,
  policeEventTypes,
  type CloudEvent,
  type closureFacts,
  type PoliceEventType,
} from '@answerable/contracts';
import type { z } from 'zod';
import { contactFault } from './contact-form.js';
import type { KeyedHash, KeyedHashes } from './keyed-hash.js';
import { refuse, type Reason } from './refusals.js';

export type Kind =
  | 'reported'
  | 'closed'
  | 'outcome-revised'
  | 'reopened'
  | 'proceedings-started'
  | 'proceedings-ended'
  | 'reference-changed'
  | 'merged'
  | 'removed'
  | 'month-restated'
  | 'source-alive'
  | 'source-retired';

/** What is said of the case itself, codes as written. */
interface FactsAsWritten {
  readonly unit: string;
  readonly offenceWritten: string;
  readonly reportedOn: string;
  readonly areaCode: string | null;
  readonly areaBasis: 'offence-location' | 'victim-residence' | 'recording-unit';
  readonly ageBand: z.infer<typeof closureFacts>['ageBandAtReport'];
}
interface ClosingAsWritten {
  readonly closedOn: string;
  readonly outcomeWritten: string;
  readonly previousWritten: string | null;
  readonly decisionMaker: 'police' | 'cps';
  readonly supervisorAuthorised: boolean;
  readonly policeReferral: z.infer<typeof closureFacts>['policeReferral'];
  readonly proceedingsLive: boolean;
}

/** A case event without anything in clear that names a case or a victim: what may be stored while it waits. */
export interface CaseEvent {
  readonly id: string;
  readonly source: string;
  readonly force: string;
  readonly system: string;
  readonly kind: Kind;
  readonly sequence: number;
  readonly caseVersion: number;
  /** null for what is about no single case: a month, or the source itself. */
  readonly caseKeys: KeyedHashes | null;
  /** Of the reference without the system: finds the same crime sent by two systems. */
  readonly referenceKeys: KeyedHashes | null;
  readonly victimKeys: KeyedHashes | null;
  /** The new reference, or the case merged into. */
  readonly otherCaseKeys: KeyedHashes | null;
  readonly facts: FactsAsWritten | null;
  readonly closing: ClosingAsWritten | null;
  /** Day of a reopening, of a start or an end of proceedings. */
  readonly on: string | null;
  readonly restated: { readonly month: string; readonly reason: string } | null;
  readonly retired: { readonly on: string; readonly continuedIn: string | null } | null;
  readonly contactGiven: boolean;
  /** Digest of the content without the contact (a JWE is randomised), so that the same content is known again. */
  readonly digests: KeyedHashes;
}

interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly sequence: number | null;
}

export type Reading =
  | {
      readonly kind: 'read';
      readonly event: CaseEvent;
      readonly contact: string | null;
      /** The event asks to be judged only. */
      readonly dryRun?: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly reasons: readonly Reason[];
      /** What could be read of the envelope; `own` is false where the source is not the sender's. */
      readonly envelope: Envelope | null;
      readonly own: boolean;
      readonly caseKeys: KeyedHashes | null;
      readonly dryRun?: boolean;
    };

export interface ReadingContext {
  readonly force: string;
  readonly now: Date;
  readonly hash: KeyedHash;
  /** Ids of the vault's keys; null while they are not known. */
  readonly keyIds: ReadonlySet<string> | null;
}

const DAY_MS = 86_400_000;
const MOST_REASONS = 10;

/** Reads one parsed JSON value as a case event of this force: the contact is judged first, before anything is kept. */
export function readCaseEvent(value: unknown, context: ReadingContext): Reading {
  const unstorable = isUnstorable(value);
  const parsed = cloudEventEnvelope.safeParse(value);
  const envelope = parsed.success && !unstorable ? identityOf(parsed.data) : envelopeOf(value);
  const own = envelope !== null && envelope.source.startsWith(`/forces/${context.force}/`);
  const dryRun = ['true', true].includes((value as { dryrun?: string | boolean } | null)?.dryrun ?? false);
  const refused = (reasons: readonly Reason[]): Reading => ({
    kind: 'refused',
    reasons: reasons.slice(0, MOST_REASONS),
    envelope,
    own,
    caseKeys: own ? keysOf(value, envelope, context.hash) : null,
    dryRun,
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused([refuse('malformed-json')]);
  const fault = contactFault((value as { data?: unknown }).data, context.keyIds);
  if (fault) return refused([fault]);
  if (unstorable) return refused([refuse('field-invalid', null, 'A field contains U+0000 or half a surrogate pair')]);
  if (!parsed.success) return refused(parsed.error.issues.map((issue) => reasonOf(issue, value)));
  const cloudEvent = parsed.data;
  if (!own) return refused([refuse('force-not-yours', 'source', context.force)]);
  if (!isKnownType(cloudEvent.type)) return refused([refuse('unknown-kind', 'type')]);
  const data = policeEventData[cloudEvent.type].safeParse(cloudEvent.data);
  if (!data.success) return refused(data.error.issues.map((issue) => reasonOf(issue, cloudEvent.data, 'data.')));
  if (Date.parse(cloudEvent.time) > context.now.getTime() + DAY_MS) return refused([refuse('event-in-future', 'time')]);
  const read = eventOf(cloudEvent as CloudEvent & { type: PoliceEventType }, data.data as Data, context.hash);
  return { ...read, dryRun };
}

interface Data {
  caseReference?: string;
  newCaseReference?: string;
  intoCaseReference?: string;
  intoSystem?: string;
  victimPseudonym?: string | null;
  reopenedOn?: string;
  startedOn?: string;
  endedOn?: string;
  month?: string;
  reason?: string;
  retiredOn?: string;
  continuedIn?: string | null;
  contact?: string | null;
  unit?: string;
  closedOn?: string;
}

function eventOf(envelope: CloudEvent & { type: PoliceEventType }, data: Data, hash: KeyedHash): Reading {
  const [, , force, , system] = envelope.source.split('/') as [string, string, string, string, string];
  const { contact = null, ...content } = data;
  const other = data.newCaseReference ?? data.intoCaseReference;
  const kind = kinds[envelope.type];
  const event: CaseEvent = {
    id: envelope.id,
    source: envelope.source,
    force,
    system,
    kind,
    sequence: envelope.sequence,
    caseVersion: envelope.caseversion,
    caseKeys: data.caseReference === undefined ? null : hash.of('case', force, system, data.caseReference),
    referenceKeys: data.caseReference === undefined ? null : hash.of('reference', force, data.caseReference),
    victimKeys: data.victimPseudonym ? hash.of('victim', force, data.victimPseudonym) : null,
    otherCaseKeys: other === undefined ? null : hash.of('case', force, data.intoSystem ?? system, other),
    facts: data.unit === undefined ? null : factsOf(data as Closure),
    closing: data.closedOn === undefined ? null : closingOf(data as Closure),
    on: data.reopenedOn ?? data.startedOn ?? data.endedOn ?? data.retiredOn ?? null,
    restated: data.month === undefined ? null : { month: data.month, reason: data.reason ?? '' },
    retired: data.retiredOn === undefined ? null : { on: data.retiredOn, continuedIn: data.continuedIn ?? null },
    contactGiven: contact !== null,
    digests: hash.of(
      'content',
      envelope.source,
      kind,
      String(envelope.caseversion),
      stable(content),
      String(!!contact),
      // What a source says of itself has no content of its own: it is said anew each time.
      ...(data.caseReference === undefined && data.month === undefined ? [String(envelope.sequence)] : []),
    ),
  };
  return { kind: 'read', event, contact };
}

type Closure = z.infer<typeof closureFacts>;

function factsOf(data: Closure): FactsAsWritten {
  return {
    unit: data.unit,
    offenceWritten: data.offenceClass,
    reportedOn: data.reportedOn,
    areaCode: data.areaCode,
    areaBasis: data.areaBasis,
    ageBand: data.ageBandAtReport,
  };
}

function closingOf(data: Closure): ClosingAsWritten {
  return {
    closedOn: data.closedOn,
    outcomeWritten: data.outcomeCode,
    previousWritten: data.previousOutcomeCode,
    decisionMaker: data.decisionMaker,
    supervisorAuthorised: data.supervisorAuthorised,
    policeReferral: data.policeReferral,
    proceedingsLive: data.proceedingsLive,
  };
}

/** `police.case.<kind>.v1`; of a month or a source the kind says of what. */
const kinds = Object.fromEntries(
  policeEventTypes.map((type) => {
    const [, about, what] = type.split('.');
    return [type, about === 'case' ? what : `${about}-${what}`];
  }),
) as Record<PoliceEventType, Kind>;

const isKnownType = (type: string): type is PoliceEventType => Object.hasOwn(policeEventData, type);

// Built once: zod compiles a schema at its first use.
const identity = cloudEventEnvelope.pick({ id: true, source: true }).strip();
const sequenceNumber = cloudEventEnvelope.shape.sequence;

/** Nothing else of what came may go into a refusal: it could hold a contact in clear. */
const identityOf = ({ id, source, sequence }: Envelope): Envelope => ({ id, source, sequence });

function envelopeOf(value: unknown): Envelope | null {
  const identified = identity.safeParse(value);
  if (!identified.success || isUnstorable(identified.data)) return null;
  const { id, source } = identified.data;
  return { id, source, sequence: sequenceNumber.safeParse((value as { sequence?: unknown }).sequence).data ?? null };
}

/** So that a corrected event can settle a refused one, whatever was wrong with it. */
function keysOf(value: unknown, envelope: Envelope | null, hash: KeyedHash): KeyedHashes | null {
  const reference = (value as { data?: { caseReference?: unknown } } | null)?.data?.caseReference;
  if (typeof reference !== 'string' || reference.length > 200 || !envelope) return null;
  const [, , force, , system] = envelope.source.split('/') as [string, string, string, string, string];
  return hash.of('case', force, system, reference.trim());
}

function reasonOf(issue: z.core.$ZodIssue, given: unknown, prefix = ''): Reason {
  const field = `${prefix}${issue.path.join('.')}`.replace(/\.$/, '');
  if (issue.code === 'unrecognized_keys') {
    // A name that does not look like one could itself be a detail in clear.
    const names = issue.keys.map((key) => (/^[A-Za-z]\w{0,40}$/.test(key) ? `${prefix}${key}` : 'a field'));
    return refuse('field-not-accepted', names[0] ?? null, names.slice(0, MOST_REASONS).join(', '));
  }
  const there = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
  if (there === undefined) return refuse('field-missing', field, field);
  return refuse('field-invalid', field, `${field}: ${issue.message}`);
}

/** One such text would make the database refuse everything that came with it. No recursion: a line can nest thousands deep. */
function isUnstorable(value: unknown): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && (next.includes('\u0000') || !next.isWellFormed())) return true;
    if (typeof next === 'object' && next !== null) for (const item of Object.values(next)) left.push(item);
  }
  return false;
}

/** The same content as the same text, whatever the order in which its fields were written. */
function stable(content: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
