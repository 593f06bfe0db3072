import type { ReportContent, ReportCount, ReportHeadline, ReportShare, ReportTable } from '@answerable/contracts';

/** Rows of T1 that page one draws as people; the rest stays in the table. */
const drawn = [
  'closed',
  'received',
  'asked',
  'no-usable-contact',
  'waiting-for-court',
  'answered',
  'not-told-about',
] as const;

export const tableOf = (content: ReportContent, id: ReportTable['id']): ReportTable =>
  content.tables.find((table) => table.id === id)!;

/** A headline's rows of T2, oldest first: its published blocks and those that were withheld. */
export const rowsOf = (content: ReportContent, { measure, blocks }: ReportHeadline): ReportShare[] =>
  [...blocks, ...tableOf(content, 'T2').shares.filter((share) => share.measure === measure && !share.shown)].toSorted(
    (a, b) => (a.period.from < b.period.from ? -1 : 1),
  );

export function drawnCounts(content: ReportContent): ReportCount[] {
  const { counts } = tableOf(content, 'T1');
  return drawn.flatMap((id) => counts.filter((count) => count.id === id));
}

/** What changed, in one paragraph: each headline that has something to say, or that nothing has. */
export function whatChanged({ headlines }: ReportContent): string {
  const telling = headlines.filter(({ changed }) => changed.signal === 'more' || changed.signal === 'fewer');
  if (telling.length > 0) return telling.map(({ question, changed }) => `${question} ${changed.sentence}`).join(' ');
  const sentences = new Set(headlines.map(({ changed }) => changed.sentence));
  if (sentences.size === 1) return headlines[0]!.changed.sentence;
  return headlines.map(({ question, changed }) => `${question} ${changed.sentence}`).join(' ');
}

const onPageOne = 2;
/** A longer text would push page one over its side; it stands in the notes. */
const longest = 160;

/** What a correction says on page one, and every changed figure for the notes. Null: nothing was corrected. */
export function correctionOf({ correction }: ReportContent): { lead: string; first: string[]; all: string[] } | null {
  if (!correction) return null;
  const all = correction.changes.map(({ what, before, after }) => `${what}: was “${before}”, is “${after}”.`);
  const short = correction.changes.map(({ what, before, after }, at) =>
    before.length + after.length > longest ? `${what}: worded anew, both versions are in the notes.` : all[at]!,
  );
  const more = all.length - onPageOne;
  return {
    lead: `${correction.replaces === null ? 'This report corrects figures published earlier.' : 'This version corrects an earlier one.'} ${correction.why}`,
    first: more > 0 ? [...short.slice(0, onPageOne), `And ${more} more, listed in the notes.`] : short,
    all,
  };
}

/** The reader's own area on page one: what the newest half-year says of it, or when it will. Null: the reader has none. */
export function ownAreaOf(content: ReportContent, area: string | null, name: string | null) {
  if (area === null) return null;
  const table = tableOf(content, 'T3');
  const shares = table.shares.filter((share) => share.group.id === area);
  const own = shares[0]?.group.name ?? name;
  return own === null ? null : { name: own, shares, waits: table.sentence, period: table.period };
}

/** Shares of a table by area with the reader's own first. The report is the same for everyone; only the order is theirs. */
export function ownAreaFirst(table: ReportTable, area: string | null): ReportTable {
  if (area === null) return table;
  const own = table.shares.filter((share) => share.group.id === area);
  return { ...table, shares: [...own, ...table.shares.filter((share) => share.group.id !== area)] };
}
