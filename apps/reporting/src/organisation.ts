import { organisationById, reportingAreaOf, type Organisation, type ReportingArea } from '@answerable/contracts';
import { leastStrict, southwark, type ReportingAreaConfig } from '@answerable/disclosure';

/** What the release rules need to know of an organisation, one entry for each geography it ever had. Pure. */
export function releaseConfigsOf(organisation: Organisation): readonly ReportingAreaConfig[] {
  return organisation.reportingAreas.map(({ from, areas, stricter, references }) => ({
    id: organisation.id,
    name: organisation.name,
    validFrom: from.slice(0, 7),
    startsAt: organisation.goLive.slice(0, 7),
    constituencies: areas
      .flatMap((area) => area.constituencies)
      .map((code) => ({ code, name: organisation.constituencies.find((each) => each.code === code)?.name ?? code })),
    areas: areas.map(({ id, name, constituencies, other }) => ({ id, name, constituencies, takesUnknown: other })),
    thresholds: { ...leastStrict, ...stricter },
    // Areas without a level of their own start with Southwark's.
    references: references ?? southwark.references,
  }));
}

/** A seat's own area by the boundaries of a day; null for one that did not exist then, or reaches into no area of its own. Pure. */
export function ownAreaOn(organisation: Organisation, seat: string, on: string): ReportingArea | null {
  const area = reportingAreaOf(organisation, seat, on);
  return area.constituencies.includes(seat) ? area : null;
}

export const firstMonthOf = (organisationId: string): string => organisationById(organisationId).goLive.slice(0, 7);
