import { basename } from 'node:path';
import type { PoliceEventType, Receipt } from '@answerable/contracts';
import { cellOf, type Fault } from './cells.js';
import { columnsOf, type ColumnMap } from './column-map.js';
import type { IntakeClient, Seal } from './intake-client.js';
import { readRows, type NumberedRow } from './read-rows.js';
import { rowToEvent, type ReadRow } from './row-to-event.js';
import { digestOf, readState, stateFor, writeState } from './state.js';

export interface Refusal {
  readonly row: number;
  readonly caseReference: string;
  readonly field: string;
  readonly message: string;
}

export interface Outcome {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
}

export interface Publication {
  readonly path: string;
  readonly map: ColumnMap;
  readonly force: string;
  readonly statePath: string;
  readonly dryRun: boolean;
  /** Begin this file although another was interrupted. */
  readonly abandon: boolean;
  /** Absent: rows are judged here only. */
  readonly client: IntakeClient | null;
  /** Called once, before the first refusal. */
  readonly onBegin: (resumed: boolean) => void;
  readonly onRefusal: (refusal: Refusal) => void;
  readonly onProgress: (done: number, total: number, refused: number) => void;
}

/** Events in one stream; a broken stream costs at most so many again, and a token is not used longer than it lasts. */
const EVENTS_A_STREAM = 5000;
const RECEIPTS_A_SAVE = 500;

interface Sent {
  readonly number: number;
  readonly caseReference: string;
}

/** Publishes an export: judges every row, seals contacts, sends in order, remembers what was acknowledged. Throws NotSent and Unfinished. */
export async function publishFile(publication: Publication): Promise<Outcome> {
  const { path, map, force, statePath, dryRun, abandon, client, onBegin, onRefusal, onProgress } = publication;
  const source = `/forces/${force}/systems/${map.system}`;
  const total = await countRows(path, map);
  const before = await readState(statePath, source);
  // An export without a row says that the source lives, each day anew.
  const isEmpty = total === 0;
  const today = new Date().toISOString().slice(0, 10);
  const digest = await digestOf(path, source, JSON.stringify(map), ...(isEmpty ? [today] : []));
  const onOther = dryRun || !client ? 'only-judge' : abandon ? 'abandon' : 'refuse';
  const state = await stateFor(before, { digest, name: basename(path), path: statePath, onOther }, () =>
    client!.highestSequence(source),
  );
  const counts = { rows: total, accepted: 0, duplicate: 0, refused: 0 };
  const { finished, refused } = state.file;
  if (finished && !dryRun) return { ...counts, duplicate: total - refused, refused };
  onBegin(!dryRun && state.file.acknowledged > 0);
  let refusedByService = dryRun ? 0 : refused;
  counts.refused = refusedByService;

  const refuse = (row: NumberedRow, { field, message }: Fault): void => {
    onRefusal({ row: row.number, caseReference: referenceIn(row, map), field, message });
  };
  const rows = goodRows(path, map, (row, faults) => {
    counts.refused += 1;
    // Of a resumed file these were reported before the interruption.
    if (dryRun || place >= state.file.acknowledged) for (const fault of faults) refuse(row, fault);
  });
  // What is judged only is judged as one.
  const most = dryRun ? Number.POSITIVE_INFINITY : EVENTS_A_STREAM;
  let place = 0;
  let done = dryRun ? 0 : state.file.acknowledged;
  let exhausted = false;
  try {
    while (!exhausted) {
      const seal = client ? await client.sealer() : null;
      const sent: Sent[] = [];
      const events = streamOf(seal, sent);
      // What was in flight when a run was killed must never be numbered anew.
      await save({ finished: false, reserved: EVENTS_A_STREAM });
      let index = 0;
      for await (const receipt of client ? client.publish(events, { dryRun }) : acceptedHere(events)) {
        note(receipt, sent[index]!);
        index += 1;
        done += 1;
        if (done % RECEIPTS_A_SAVE === 0) await save({ finished: false, reserved: EVENTS_A_STREAM });
        onProgress(done + counts.refused, total, counts.refused);
      }
    }
    await save({ finished: true, reserved: 0 });
  } catch (error) {
    await save({ finished: false, reserved: 0 });
    throw error;
  }
  onProgress(total, total, counts.refused);
  return counts;

  async function* streamOf(seal: Seal | null, sent: Sent[]): AsyncGenerator<object> {
    if (isEmpty && client) {
      place = 1;
      sent.push({ number: 1, caseReference: '' });
      yield envelopeOf('police.source.alive.v1', state.file.firstSequence, 1, {});
    }
    while (sent.length < most) {
      const next = await rows.next();
      if (next.done) return void (exhausted = true);
      const { row, read } = next.value;
      const sequence = state.file.firstSequence + place;
      place += 1;
      // The first receipts of a resumed file came before the interruption.
      if (!dryRun && place <= state.file.acknowledged) continue;
      sent.push({ number: row.number, caseReference: referenceIn(row, map) });
      yield await eventOf(read, seal, sequence);
    }
  }

  async function eventOf(read: ReadRow, seal: Seal | null, sequence: number): Promise<object> {
    const contact = read.contact && seal ? await seal(read.contact) : null;
    const data = { ...read.data, ...(read.takesContact && { contact }) };
    return envelopeOf(read.type, sequence, read.caseversion, data);
  }

  function envelopeOf(type: PoliceEventType, sequence: number, caseversion: number, data: object): object {
    return {
      specversion: '1.0',
      id: `${force}-${map.system}-${sequence}`,
      source,
      type,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      sequence,
      caseversion,
      data,
    };
  }

  function note(receipt: Pick<Receipt, 'status' | 'reasons'>, { number, caseReference }: Sent): void {
    if (receipt.status === 'rejected') {
      counts.refused += 1;
      refusedByService += 1;
    } else if (!isEmpty) counts[receipt.status] += 1;
    for (const { field, message } of receipt.reasons)
      onRefusal({ row: number, caseReference, field: field ?? '', message });
  }

  async function save({ finished, reserved }: { finished: boolean; reserved: number }): Promise<void> {
    if (dryRun || !client) return;
    const nextSequence = state.file.firstSequence + place + reserved;
    // A row refused here is read, and counted, by each run anew until the file is finished.
    const refused = finished ? counts.refused : refusedByService;
    await writeState(statePath, {
      source,
      nextSequence,
      file: { ...state.file, acknowledged: done, finished, refused },
    });
  }
}

async function* acceptedHere(events: AsyncIterable<object>): AsyncGenerator<Pick<Receipt, 'status' | 'reasons'>> {
  for await (const _ of events) yield { status: 'accepted', reasons: [] };
}

interface GoodRow {
  readonly row: NumberedRow;
  readonly read: ReadRow;
}

const misaligned: Fault = {
  field: 'row',
  message:
    'has more or fewer cells than the header: a cell that holds the separator or a line break needs quotes around it',
};

async function* goodRows(
  path: string,
  map: ColumnMap,
  onFaults: (row: NumberedRow, faults: readonly Fault[]) => void,
): AsyncGenerator<GoodRow> {
  for await (const row of readRows(path)) {
    const read = row.misaligned ? { faults: [misaligned] } : rowToEvent(row.row, map);
    if ('faults' in read) onFaults(row, read.faults);
    else yield { row, read };
  }
}

/** Rows of data; throws where the export lacks a column of the map. */
async function countRows(path: string, map: ColumnMap): Promise<number> {
  let count = 0;
  for await (const { row } of readRows(path)) {
    if (count === 0) {
      const missing = columnsOf(map).filter((column) => !(column in row));
      if (missing.length > 0)
        throw new Error(`the export lacks columns of the map ${map.system}: ${missing.join(', ')}`);
    }
    count += 1;
  }
  return count;
}

function referenceIn({ row }: NumberedRow, map: ColumnMap): string {
  const rule = map.fields['caseReference'];
  return rule === undefined ? '' : String(cellOf(rule, row) ?? '');
}
