const words = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day as it stands in an answer to staff: Friday 12 June 2026. */
export const dayInWords = (day: string): string => words.format(new Date(`${day}T12:00:00Z`)).replace(',', '');
