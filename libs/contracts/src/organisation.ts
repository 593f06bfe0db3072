/**
 * Who is served, where, and since when: dated configuration, one file an organisation. Southwark first; further boroughs and
 * forces are further entries. Sources: ONS code lists; ward-to-constituency from the 2023 review, in force since 4 July 2024.
 */
export interface Constituency {
  readonly code: string;
  readonly name: string;
  readonly from: string;
  readonly until: string | null;
}
export interface Ward {
  readonly code: string;
  readonly name: string;
  /** Constituency by date, latest last. */
  readonly constituency: readonly { readonly from: string; readonly code: string }[];
}
/** A reporting area is one or more constituencies published together; `other: true` also takes unknown areas. */
export interface ReportingArea {
  readonly id: string;
  readonly name: string;
  readonly constituencies: readonly string[];
  readonly other: boolean;
}
/** Areas of one geography, and the numbers of the release rules where they differ, from a date on. */
export interface ReportingAreas {
  readonly from: string;
  readonly areas: readonly ReportingArea[];
  /** Thresholds stricter than the release rules, by name; a looser or an unknown one is refused at start. */
  readonly stricter?: Readonly<Record<string, number>>;
  /** Reference shares of the alarm by headline, fixed in advance, from 0 to 1. */
  readonly references?: Readonly<Record<string, number>>;
}
/** Who answers by law for the data of a survey, in the words that its privacy page shows in every language. */
export interface Controller {
  readonly name: string;
  /** An address that takes letters from those who were asked, and that of the data protection officer. */
  readonly contact: string;
  readonly officer: string;
  /** Articles and sections by which people are asked, and their answers used. */
  readonly basis: string;
}
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly controller: Controller;
  /** Its code where the area is a local authority; null where it is the sum of its constituencies. */
  readonly localAuthority: string | null;
  readonly forces: readonly { readonly code: string; readonly name: string }[];
  readonly wards: readonly Ward[];
  readonly constituencies: readonly Constituency[];
  readonly reportingAreas: readonly ReportingAreas[];
  /** Closures older than this many days when received are registered and counted, not invited. */
  readonly lookBackDays: number;
  readonly goLive: string;
}

/** Constituency of a ward (or of itself) on a date (YYYY-MM-DD); null where the area is unknown or lies outside the organisation. */
export function constituencyOf(organisation: Organisation, areaCode: string | null, on: string): string | null {
  if (isOwnConstituency(organisation, areaCode)) return areaCode;
  const found = organisation.wards.find((w) => w.code === areaCode);
  return found?.constituency.findLast((c) => c.from <= on)?.code ?? null;
}

/** Reporting area a constituency belongs to on a date; unknown constituencies go to the area that takes the rest. */
export function reportingAreaOf(organisation: Organisation, constituency: string | null, on: string): ReportingArea {
  const areas = organisation.reportingAreas.findLast((a) => a.from <= on)?.areas;
  const found =
    areas?.find((a) => constituency !== null && a.constituencies.includes(constituency)) ?? areas?.find((a) => a.other);
  if (!found) throw new Error(`no reporting areas are configured for ${organisation.id} on ${on}`);
  return found;
}

/**
 * Offences located in the area are in scope: by ward, or by the local authority alone when the ward is unknown. Where the area is no
 * local authority its constituencies are the scope, and the force sends their codes.
 */
export function isInScope(organisation: Organisation, areaCode: string | null): boolean {
  return (
    areaCode === null ||
    areaCode === organisation.localAuthority ||
    organisation.wards.some((w) => w.code === areaCode) ||
    isOwnConstituency(organisation, areaCode)
  );
}

/** A borough's constituencies reach into its neighbours, so that their codes say nothing there. */
function isOwnConstituency({ localAuthority, constituencies }: Organisation, areaCode: string | null): boolean {
  return localAuthority === null && constituencies.some(({ code }) => code === areaCode);
}
