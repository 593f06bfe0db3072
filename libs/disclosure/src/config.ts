import type { Month } from './month.js';
import type { ShareScale } from './scales.js';

/** Numbers of the release rules. Each may be made stricter for a reporting area, never looser. */
export interface Thresholds {
  /** Least bases of the share scales, coarse to fine. */
  readonly scales: readonly { readonly scale: ShareScale; readonly fromBase: number }[];
  /** Valid answers to headline 1 that close a borough block at a month end. */
  readonly block: number;
  /** Counts below this are "fewer than" it (T6). */
  readonly fewerThan: number;
  /** Least answers received in a quarter before help asked for is counted (T6). */
  readonly helpBase: number;
  /** T4: least base of each constituency shown, and of the one that is not. */
  readonly constituencyShown: number;
  readonly constituencyHidden: number;
  /** T5: least base on both sides of "closed within 30 days". */
  readonly eachSide: number;
  /** Least base of the parent item before a follow-up is shown. */
  readonly followUpParent: number;
  /** A correction that changes fewer answers of a block is noted, not republished. */
  readonly correction: number;
  /** Possible values every attacked cell keeps, where its base allows. */
  readonly possibleValues: number;
  /** Respondents whose answers the attacker knows. */
  readonly knownRespondents: number;
}

/** One reporting area (a borough) from a month on. Names of MPs and holders of seats are not here. */
export interface ReportingAreaConfig {
  readonly id: string;
  readonly name: string;
  /** First month it applies to: a January or a July, so that no half-year has two geographies. */
  readonly validFrom: Month;
  /** First month with answers; blocks are counted from here. */
  readonly startsAt: Month;
  readonly constituencies: readonly { readonly code: string; readonly name: string }[];
  /** T3: areas that together hold every constituency once; one of them takes answers whose area is unknown. */
  readonly areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly constituencies: readonly string[];
    readonly takesUnknown?: boolean;
  }[];
  readonly thresholds: Thresholds;
  /** Reference shares of the alarm, fixed in advance, by measure. */
  readonly references: Readonly<Record<string, number>>;
}

/** The least strict thresholds: those that were simulated. */
export const leastStrict: Thresholds = {
  scales: [
    { scale: 'thirds', fromBase: 10 },
    { scale: 'quarters', fromBase: 20 },
    { scale: 'tenths', fromBase: 30 },
    { scale: 'twentieths', fromBase: 60 },
  ],
  block: 20,
  fewerThan: 10,
  helpBase: 10,
  constituencyShown: 20,
  constituencyHidden: 10,
  eachSide: 20,
  followUpParent: 60,
  correction: 10,
  possibleValues: 3,
  knownRespondents: 2,
};

/** A configuration that would show more than the release rules allow, or does not hold together. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

/**
 * Returns the configuration when it is at least as strict as the release rules and its geography adds up.
 * Throws ConfigRefused that names every fault.
 */
export function checkedConfig(config: ReportingAreaConfig): ReportingAreaConfig {
  const faults = [...looserThresholds(config.thresholds), ...geographyFaults(config)];
  for (const [measure, share] of Object.entries(config.references)) {
    if (!(share > 0 && share < 1)) faults.push(`reference of ${measure} is not between 0 and 1`);
  }
  if (faults.length > 0)
    throw new ConfigRefused(`reporting area ${config.id} (${config.validFrom}): ${faults.join('; ')}`);
  return config;
}

/** The configuration in force in a month, of several dated ones of one area. Throws ConfigRefused when there is none. */
export function configAt(configs: readonly ReportingAreaConfig[], month: Month): ReportingAreaConfig {
  const inForce = configs.filter((config) => config.validFrom <= month);
  const config = inForce.sort((a, b) => a.validFrom.localeCompare(b.validFrom)).at(-1);
  if (!config) throw new ConfigRefused(`no configuration is in force in ${month}`);
  return checkedConfig(config);
}

function looserThresholds(thresholds: Thresholds): string[] {
  const faults: string[] = [];
  for (const [name, least] of Object.entries(leastStrict)) {
    const value = thresholds[name as keyof Thresholds];
    if (typeof least === 'number' && !(typeof value === 'number' && Number.isInteger(value) && value >= least)) {
      faults.push(`threshold ${name} is looser than ${least}`);
    }
  }
  for (const name of Object.keys(thresholds)) if (!(name in leastStrict)) faults.push(`there is no threshold ${name}`);
  const order = leastStrict.scales.map((each) => each.scale);
  let previous = { rung: -1, fromBase: 0 };
  for (const { scale, fromBase } of thresholds.scales) {
    const rung = order.indexOf(scale);
    const least = leastStrict.scales[rung]?.fromBase ?? Infinity;
    if (!(fromBase >= least)) faults.push(`scale ${scale} begins below a base of ${least}`);
    if (rung <= previous.rung || fromBase <= previous.fromBase) faults.push(`scale ${scale} is out of order`);
    previous = { rung, fromBase };
  }
  if (thresholds.scales.length === 0) faults.push('there is no scale');
  return faults;
}

function geographyFaults({ constituencies, areas, validFrom, startsAt }: ReportingAreaConfig): string[] {
  const faults: string[] = [];
  for (const { code } of constituencies) {
    const holders = areas.filter((area) => area.constituencies.includes(code)).length;
    if (holders !== 1) faults.push(`constituency ${code} is in ${holders} areas, not in one`);
  }
  const known = new Set(constituencies.map(({ code }) => code));
  const stray = areas.flatMap((area) => area.constituencies).filter((code) => !known.has(code));
  if (stray.length > 0) faults.push(`areas hold unknown constituencies ${stray.join(', ')}`);
  if (areas.filter((area) => area.takesUnknown).length !== 1) faults.push('one area must take answers of unknown area');
  if (!/^\d{4}-(01|07)$/.test(validFrom)) faults.push('it must begin in a January or a July');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(startsAt)) faults.push('the first month is not a month');
  return faults;
}
