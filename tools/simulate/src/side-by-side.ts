const AT_ONCE = 4;

/** Does every piece of work, four at a time, as several people do who work side by side; throws what the first one throws. */
export async function sideBySide<T>(work: readonly T[], act: (piece: T) => Promise<unknown>): Promise<void> {
  const waiting = work.values();
  const hand = async (): Promise<void> => {
    for (const piece of waiting) await act(piece);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}
