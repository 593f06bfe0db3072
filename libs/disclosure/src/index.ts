export {
  checkedConfig,
  configAt,
  ConfigRefused,
  leastStrict,
  type ReportingAreaConfig,
  type Thresholds,
} from './config.js';
export { southwark } from './southwark.js';
export {
  addMonths,
  halfOf,
  monthsOf,
  periodInWords,
  quarterOf,
  within,
  yearOf,
  type Month,
  type Period,
} from './month.js';
export {
  displayCount,
  displayShare,
  displaySmallCount,
  intervalOf,
  nearestFive,
  possible,
  type Displayed,
  type DisplayedCount,
  type DisplayedShare,
} from './display.js';
export { scales, type ShareScale } from './scales.js';
export { blocksOf, type Block, type Blocks } from './blocks.js';
export {
  borough,
  characteristics,
  closedLater,
  closedWithin30,
  headlines,
  processItems,
  tableRows,
  unknownArea,
  withdrew,
  type Cadence,
  type Group,
  type TableId,
  type TableRow,
} from './tables.js';
export {
  chained,
  LedgerTampered,
  verifyLedger,
  type CellKey,
  type Correction,
  type LedgerEntry,
  type LedgerRecord,
  type WithholdingReason,
} from './ledger.js';
export type {
  Answered,
  Base,
  CellCount,
  PlannedCell,
  Proof,
  Release,
  ReleaseInput,
  ReleasedCell,
  ReleasePlan,
  Withheld,
} from './release.js';
export { familyOf, type Family } from './families.js';
export { lateAnswers } from './late-answers.js';
export { planRelease } from './plan-release.js';
export { prepareRelease } from './prepare-release.js';
export { alarmOf, trendOf, type TrendAlarm } from './trend.js';
