import type { ReportingAreaConfig } from './config.js';
import type { Month } from './month.js';
import { borough, characteristics, closedLater, closedWithin30, unknownArea, withdrew, type Group } from './tables.js';

type Dated = Pick<ReportingAreaConfig, 'validFrom' | 'constituencies' | 'areas'>;

/** Which constituencies there are, and which an area holds, by date: what was published under earlier boundaries stays what it was. */
export class Geography {
  private readonly newestFirst: readonly Dated[];

  /** One configuration or more, in any order; the earliest also holds for whatever was before it. */
  constructor(configs: readonly Dated[]) {
    this.newestFirst = configs.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom));
  }

  /** Codes of the constituencies, and `unknown`. */
  readonly constituenciesAt = (month: Month): readonly Group[] => [
    ...this.at(month).constituencies.map(({ code }) => code),
    unknownArea,
  ];

  readonly areasAt = (month: Month): readonly Group[] => this.at(month).areas.map(({ id }) => id);

  /**
   * Constituencies of a group: itself, also one of boundaries before, those of an area, or all for the borough. Null for a group that
   * is no place. Throws for one that is nothing this month knows: taken for no place it would count everybody.
   */
  constituenciesOf(group: Group, at: Month): readonly Group[] | null {
    if (group === borough) return this.constituenciesAt(at);
    const area = this.at(at).areas.find(({ id }) => id === group);
    if (area) return area.takesUnknown ? [...area.constituencies, unknownArea] : area.constituencies;
    if (group === unknownArea || this.wasConstituency(group, at)) return [group];
    if (!isNoPlace(group)) throw new Error(`${group} was no area and no constituency in ${at}`);
    return null;
  }

  private wasConstituency(group: Group, by: Month): boolean {
    const until = this.newestFirst.slice(this.newestFirst.indexOf(this.at(by)));
    return until.some(({ constituencies }) => constituencies.some(({ code }) => code === group));
  }

  private at(month: Month): Dated {
    return this.newestFirst.find(({ validFrom }) => validFrom <= month) ?? this.newestFirst.at(-1)!;
  }
}

const isNoPlace = (group: Group): boolean =>
  [withdrew, closedWithin30, closedLater, ...characteristics].includes(group.split(':')[0]!);
