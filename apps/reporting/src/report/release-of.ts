import { prepareRelease, type Release } from '@answerable/disclosure';
import { basesOf, countsOf } from '../answers/tally.js';
import type { GateProgress, GateTask } from './release-gate.js';

/** The release gate on what was counted: bases to plan with, counts only of what is planned. Throws what prepareRelease throws. */
export function releaseOf(
  { tallies, ...task }: GateTask,
  onProgress: (progress: GateProgress) => void = () => {},
): Promise<Release> {
  return prepareRelease({
    ...task,
    bases: basesOf(tallies),
    counts: (cells) => countsOf(tallies, cells),
    onProgress,
  });
}
