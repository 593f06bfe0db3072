/** Calendar dates as YYYY-MM-DD strings; arithmetic in UTC, where a day is always 24 hours. */
const dayMs = 86_400_000;
const toMs = (ymd: string): number => Date.parse(`${ymd}T00:00:00Z`);

export const addDays = (ymd: string, days: number): string =>
  new Date(toMs(ymd) + days * dayMs).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / dayMs);
export const monthOf = (ymd: string): string => ymd.slice(0, 7);
export const nextMonth = (month: string): string => monthOf(addDays(`${month}-28`, 5));
export const isWeekend = (ymd: string): boolean => [0, 6].includes(new Date(toMs(ymd)).getUTCDay());

/** Instant of an hour in Europe/London on a date, as ISO 8601 in UTC. */
export function londonInstant(ymd: string, hour: number, minute = 0): string {
  const asUtc = toMs(ymd) + (hour * 60 + minute) * 60_000;
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(asUtc);
  const ahead = (Number(shown) - hour + 24) % 24;
  return new Date(asUtc - ahead * 3_600_000).toISOString();
}
