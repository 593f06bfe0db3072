import { Inject, Injectable } from '@nestjs/common';
import { headlines, monthsOf, within, yearOf, type Correction } from '@answerable/disclosure';
import { CONFIG } from '@answerable/service';
import { TallyStore } from '../answers/tally.store.js';
import type { ReportingConfig } from '../config.js';
import { LedgerStore } from '../report/ledger.store.js';

/**
 * Answers whose batch was opened after their block had been published: they are a correction of that block, which the release
 * gate judges with the next report. Found by comparing the ledger's base with the answers held now.
 */
@Injectable()
export class LateAnswers {
  constructor(
    private readonly ledger: LedgerStore,
    private readonly tallies: TallyStore,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async corrections(month: string): Promise<Correction[]> {
    const organisationId = this.config.ORGANISATION_ID;
    const year = yearOf(month);
    const [ledger, tallies] = await Promise.all([
      this.ledger.all(organisationId),
      this.tallies.boroughHeadlines(organisationId, year.from, month),
    ]);
    const corrected = ledger.filter((entry) => entry.kind === 'corrected');
    return headlines.flatMap((measure) =>
      ledger.flatMap((entry): Correction[] => {
        if (entry.kind !== 'published' || entry.table !== 'T2' || entry.measure !== measure || !within(entry, year))
          return [];
        const replaced = ledger.some(
          (other) =>
            other.kind === 'published' &&
            other.table === 'T2' &&
            other.measure === measure &&
            other.from === entry.from &&
            other.version > entry.version,
        );
        if (replaced) return [];
        const held = tallies
          .filter((each) => each.measure === measure && within(each, entry))
          .reduce((sum, { base }) => sum + base, 0);
        const known = corrected
          .filter(
            (each) =>
              each.measure === measure && monthsOf(entry).includes(each.answersOf) && each.sequence > entry.sequence,
          )
          .reduce((base, { added, removed }) => base + added - removed, entry.base);
        if (held === known) return [];
        return [
          {
            measure,
            answersOf: entry.to,
            added: Math.max(0, held - known),
            removed: Math.max(0, known - held),
            reason: 'arrived after publication',
          },
        ];
      }),
    );
  }
}
