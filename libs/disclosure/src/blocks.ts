import { addMonths, halfOf, type Month, type Period } from './month.js';

/** A borough block: whole months whose answers are shown together. Blocks never overlap and never cross a half-year. */
export interface Block extends Period {
  /** Valid answers to headline 1. */
  readonly base: number;
}

/** Blocks closed so far, and what waits for the next one. */
export interface Blocks {
  readonly closed: readonly Block[];
  /** Months and valid answers since the last block; null when a block closed at this very month end. */
  readonly open: Block | null;
}

/**
 * Blocks of the months from `from` to `through`: a block closes at the first month end with `closesAt` or more valid
 * answers to headline 1 since the last block, and always on 30 June and 31 December.
 */
export function blocksOf(
  input: { readonly from: Month; readonly through: Month; readonly closesAt: number },
  answersIn: (month: Month) => number,
): Blocks {
  const closed: Block[] = [];
  let open = null as Block | null;
  for (let month = input.from; month <= input.through; month = addMonths(month, 1)) {
    const block: Block = { from: open?.from ?? month, to: month, base: (open?.base ?? 0) + answersIn(month) };
    const closes = block.base >= input.closesAt || month === halfOf(month).to;
    if (closes) closed.push(block);
    open = closes ? null : block;
  }
  return { closed, open };
}
