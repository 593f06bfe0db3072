import type { ContactBlockInput, OutcomeClass, VaultKeySet } from '@answerable/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import { addDays, londonInstant, monthOf } from './days.js';
import { Caller, type Doors } from './front-door.js';
import type { Journal } from './journal.js';
import type { PlantedFaults } from './planted-faults.js';
import type { Life } from './world.js';

/** One event of a case system, still without its place in the sequence. */
interface Happening {
  readonly on: string;
  readonly type: string;
  readonly life: Life;
  readonly version: number;
  readonly data: Record<string, unknown>;
}

const classOfCode: Readonly<Record<string, OutcomeClass>> = {
  '1': 'CHARGED',
  '1A': 'CHARGED',
  '11': 'PREVENTED',
  '12': 'PREVENTED',
  '14': 'WITHDREW',
  '15': 'NFA_EVIDENCE',
  '16': 'WITHDREW',
  '18': 'NFA_EVIDENCE',
  '20': 'TRANSFER',
  '21': 'NFA_POLICE',
  C2: 'CANCELLED',
  C4: 'CANCELLED',
  'N100/2': 'NOT_CRIMED',
};

/** The cell of the control totals in which a case counts that ended with this code. */
export function cellOf(life: Life, code: string) {
  return {
    unit: life.unit,
    offenceGroup: life.offenceClass.startsWith('19') ? ('rape' as const) : ('other' as const),
    outcomeClass: classOfCode[code]!,
  };
}

/** The case systems of the forces: they send what happened by HTTP, and sign control totals, honestly - but for faults planted. */
export class PoliceForces {
  private readonly happenings: Happening[];
  private sent = 0;
  private readonly sequences = new Map<string, number>();
  private keys: VaultKeySet | undefined;

  constructor(
    private readonly doors: Doors,
    private readonly lives: readonly Life[],
    private readonly journal: Journal,
    /** Days before this one are sent in one piece on it: the backlog at go-live. */
    private readonly goLive: string,
    private readonly faults?: PlantedFaults,
  ) {
    const open = (faults?.neverClosed ?? []).map((life) => this.reportOf(life));
    this.happenings = [...open, ...lives.flatMap((life) => this.happeningsOf(life))].sort((a, b) =>
      a.on.localeCompare(b.on),
    );
  }

  /** Sends everything that happened up to and including this day; returns how many events. */
  async report(day: string): Promise<number> {
    const due: Happening[] = [];
    while (this.sent < this.happenings.length && this.happenings[this.sent]!.on <= day)
      due.push(this.happenings[this.sent++]!);
    for (const { life, data } of this.faults?.takeCorrections(day) ?? [])
      due.push({ on: day, type: 'police.case.outcome-revised.v1', life, version: 9, data: { ...data } });
    const byForce = Map.groupBy(due, (h) => h.life.force);
    for (const [force, happenings] of byForce) await this.send(force, happenings);
    for (const h of due) {
      if (h.type === 'police.case.closed.v1')
        this.journal.note({ what: 'closed', on: h.life.closedOn, life: h.life.number });
      if (h.type === 'police.case.outcome-revised.v1')
        this.journal.note({
          what: 'revised',
          on: h.on,
          life: h.life.number,
          outcomeCode: String(h.data['outcomeCode']),
        });
      if (h.type === 'police.case.proceedings-ended.v1')
        this.journal.note({ what: 'proceedings-ended', on: h.on, life: h.life.number });
    }
    return due.length;
  }

  /** The data officers sign what their force closed in a month. */
  async signControlTotals(month: string, day: string): Promise<void> {
    for (const force of new Set(this.lives.map((l) => l.force))) {
      const closed = this.lives.filter((l) => l.force === force && monthOf(l.closedOn) === month);
      const cells = new Map<
        string,
        { unit: string; offenceGroup: 'rape' | 'other'; outcomeClass: OutcomeClass; closures: number }
      >();
      for (const l of closed) {
        const code = l.revision && l.revision.on <= day ? l.revision.outcomeCode : l.outcomeCode;
        const cell = cellOf(l, code);
        const name = JSON.stringify(cell);
        cells.set(name, { ...cell, closures: (cells.get(name)?.closures ?? 0) + 1 });
      }
      await new Caller(`data-officer-${force}`, this.doors.caseIntake).post('/v1/control-totals', {
        force,
        month,
        totals: [...cells.values()],
        stock: null,
      });
      this.journal.note({ what: 'signed-control-totals', on: day, month, closures: closed.length });
    }
  }

  private async send(force: string, happenings: readonly Happening[]): Promise<void> {
    const lines: string[] = [];
    const keys = await fetch(`${this.doors.caseIntake}/v1/keys`);
    if (!keys.ok) throw new Error(`the vault's keys were not given: ${keys.status} ${await keys.text()}`);
    this.keys = (await keys.json()) as VaultKeySet;
    for (const h of happenings) {
      const source = `/forces/${force}/systems/connect`;
      const sequence = (this.sequences.get(source) ?? 0) + 1;
      this.sequences.set(source, sequence);
      const data = { ...h.data, ...('contact' in h.data && { contact: await this.sealed(h.life) }) };
      const event = {
        specversion: '1.0',
        id: `${force}-connect-${sequence}`,
        source,
        type: h.type,
        time: londonInstant(h.on < this.goLive ? this.goLive : h.on, 8),
        datacontenttype: 'application/json',
        sequence,
        caseversion: h.version,
        data,
      };
      for (const sent of this.faults?.pass(event, h.life) ?? [event]) lines.push(JSON.stringify(sent));
    }
    const publisher = new Caller(`publisher-${force}`, this.doors.caseIntake);
    const answer = await publisher.send('POST', '/v1/case-events', `${lines.join('\n')}\n`, 'application/x-ndjson');
    const receipts = (await answer.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { status?: string });
    const refused = receipts.filter((r) => r.status === 'rejected');
    if (!answer.ok || (refused.length > 0 && !this.faults))
      throw new Error(`events were refused: ${answer.status} ${JSON.stringify(refused.slice(0, 3))}`);
  }

  private reportOf(life: Life): Happening {
    const on = life.reportedOn < this.goLive ? this.goLive : life.reportedOn;
    return { on, type: 'police.case.reported.v1', life, version: 1, data: factsOf(life) };
  }

  private happeningsOf(life: Life): Happening[] {
    const facts = factsOf(life);
    const closure = {
      ...facts,
      closedOn: life.closedOn,
      outcomeCode: life.outcomeCode,
      previousOutcomeCode: null,
      decisionMaker:
        life.outcomeCode.startsWith('1') && life.outcomeCode.length <= 2 && life.outcomeCode < '14' ? 'cps' : 'police',
      supervisorAuthorised: true,
      policeReferral: life.number % 3 === 0 ? 'not_asked' : 'given',
      proceedingsLive: life.proceedingsEndOn !== null,
      contact: null,
    };
    const events: Happening[] = [{ on: life.closedOn, type: 'police.case.closed.v1', life, version: 2, data: closure }];
    if (life.reportedOn >= this.goLive) events.unshift(this.reportOf(life));
    const vanishing = this.faults?.vanishing(life);
    if (vanishing) events.push({ on: life.closedOn, life, version: 3, ...vanishing });
    if (life.revision)
      events.push({
        on: life.revision.on,
        type: 'police.case.outcome-revised.v1',
        life,
        version: 3,
        data: { ...closure, outcomeCode: life.revision.outcomeCode, previousOutcomeCode: life.outcomeCode },
      });
    if (life.proceedingsEndOn)
      events.push({
        on: life.proceedingsEndOn,
        type: 'police.case.proceedings-ended.v1',
        life,
        version: 4,
        data: { caseReference: life.caseReference, endedOn: life.proceedingsEndOn },
      });
    return events.map((e) => ({ ...e, on: e.on < this.goLive ? this.goLive : e.on }));
  }

  /** The contact block, encrypted on the police side to the vault's current key; null where the police give none. */
  private async sealed(life: Life): Promise<string | null> {
    const { person } = life;
    if (!person.telephone || this.faults?.withholds(life)) return null;
    const key = this.keys!.keys[0]!;
    const block: ContactBlockInput = {
      name: { first: person.firstName, last: person.lastName },
      dateOfBirth: person.dateOfBirth,
      telephones: [{ number: this.faults?.garbles(life) ? 'not known' : person.telephone, safe: 'unknown' }],
      emails: person.email ? [{ address: person.email, safe: 'unknown' }] : [],
      language: person.language,
      confirmedOn: addDays(life.closedOn, -10),
    };
    return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(block)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid })
      .encrypt(await importJWK(key, 'ECDH-ES'));
  }
}

/** What a case system knows of a case as long as it is open. */
export function factsOf(life: Life) {
  return {
    caseReference: life.caseReference,
    victimPseudonym: life.victimPseudonym,
    unit: life.unit,
    offenceClass: life.offenceClass,
    reportedOn: life.reportedOn,
    areaCode: life.wardCode,
    areaBasis: 'offence-location',
    ageBandAtReport: life.person.ageBand,
  };
}
