import { organisationById, type Organisation } from '@answerable/contracts';
import { leastStrict, southwark, type ReportingAreaConfig } from '@answerable/disclosure';

/** Reference shares of the alarm, fixed in advance; other boroughs start with Southwark's until they have their own. */
const references: Readonly<Record<string, ReportingAreaConfig['references']>> = { southwark: southwark.references };

/** What the release rules need to know of an organisation, one entry for each geography it ever had. Pure. */
export function releaseConfigsOf(organisation: Organisation): readonly ReportingAreaConfig[] {
  return organisation.reportingAreas.map(({ from, areas }) => ({
    id: organisation.localAuthority,
    name: organisation.name,
    validFrom: from.slice(0, 7),
    startsAt: organisation.goLive.slice(0, 7),
    constituencies: areas
      .flatMap((area) => area.constituencies)
      .map((code) => ({ code, name: organisation.constituencies.find((each) => each.code === code)?.name ?? code })),
    areas: areas.map(({ id, name, constituencies, other }) => ({ id, name, constituencies, takesUnknown: other })),
    thresholds: leastStrict,
    references: references[organisation.id] ?? southwark.references,
  }));
}

export const firstMonthOf = (organisationId: string): string => organisationById(organisationId).goLive.slice(0, 7);
