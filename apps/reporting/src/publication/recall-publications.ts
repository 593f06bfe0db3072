import { Inject, Injectable } from '@nestjs/common';
import type { EventData } from '@answerable/contracts';
import { AfterRestore, Told, type Restore } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { CONFIG, london } from '@answerable/service';
import { batchesDue } from '../answers/fact.js';
import type { ReportingConfig } from '../config.js';
import { firstMonthOf } from '../organisation.js';
import { keptRows, type KeptRows } from '../rows-told-outside.js';
import { batchesKnown, checkedChain, forgetPrepared, publishedUntil, putBack } from './recall.store.js';

/**
 * After a restore: what was published stays published, with its place in the chain, and what was taken down stays down, from what
 * this service told of itself. Throws where the database holds another chain, or a link, or the answers of a month that was published
 * since, are neither in it nor to be had: then a later backup is needed, and nothing is served.
 */
@Injectable()
export class RecallPublications {
  constructor(
    private readonly told: Told,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @AfterRestore()
  async execute({ tx, since }: Restore): Promise<{ rowsRecalled: number; chainLinks: number }> {
    const before = await publishedUntil(tx, this.config.ORGANISATION_ID);
    const told = await this.told.since('reports.row.kept.v1', new Date(0));
    let rowsRecalled = 0;
    for (const rows of keptRows) rowsRecalled += await putBack(tx, rows, rowsOf(rows, told));
    await this.assertAnswersSince(tx, before, since);
    // Of before what is now in the ledger: it is prepared again within seconds.
    if (rowsRecalled > 0) await forgetPrepared(tx);
    const chain = keptRows.find(({ table }) => table === 'chain_links')!;
    return { rowsRecalled, chainLinks: await checkedChain(tx, rowsOf(chain, told)) };
  }

  /** Figures were published from answers that the backup lacks: without these, late ones would be counted as if they were all. */
  private async assertAnswersSince(tx: Tx, before: string, since: Date): Promise<void> {
    const organisationId = this.config.ORGANISATION_ID;
    const last = await publishedUntil(tx, organisationId);
    const told = (await this.told.since('responses.batch.closed.v1', since)).filter(
      (batch) => batch.organisationId === organisationId,
    );
    const there = new Set([...(await batchesKnown(tx, organisationId)), ...told].map((b) => `${b.kind} ${b.period}`));
    const from = before || london.addMonths(firstMonthOf(organisationId), -1);
    for (let month = last; month > from; month = london.addMonths(month, -1))
      for (const { kind, period } of batchesDue(month))
        if (!there.has(`${kind} ${period}`))
          throw new Error(
            `answers (${kind}, ${period}) are neither in this backup nor told since: a later backup is needed`,
          );
  }
}

type Part = EventData<'reports.row.kept.v1'>;

/**
 * Rows of a table as one JSON array. Of a row that has ended the end stands, also where what it was before came behind: a database that is
 * put back sends what it had not sent when it was backed up. Throws where a part of a row is missing.
 */
function rowsOf({ table, ends }: KeptRows, told: readonly Part[]): string {
  const parts = new Map<string, Part>();
  for (const part of told) {
    const name = `${part.key} ${part.part}`;
    if (part.table === table && !(hasEnded(parts.get(name), ends) && !hasEnded(part, ends))) parts.set(name, part);
  }
  return `[${[...Map.groupBy(parts.values(), ({ key }) => key).values()].map(whole).join(',')}]`;
}

function hasEnded(row: Part | undefined, ends: string | undefined): boolean {
  if (!row || !ends) return false;
  return (JSON.parse(row.text) as Record<string, unknown>)[ends] !== null;
}

function whole(parts: readonly Part[]): string {
  const { table, parts: count } = parts[0]!;
  if (parts.length !== count)
    throw new Error(`a row of ${table} was told in ${count} parts, and ${parts.length} are there`);
  return parts
    .toSorted((a, b) => a.part - b.part)
    .map(({ text }) => text)
    .join('');
}
