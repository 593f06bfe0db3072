// Dates as people read them, in London's time whatever the machine's.
const zone = 'Europe/London';
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone });

type Moment = Date | string;
const moment = (value: Moment): Date =>
  value instanceof Date ? value : new Date(/^\d{4}-\d\d$/.test(value) ? `${value}-15` : value);

/** "4 March 2026", from a Date, an ISO instant or a day (YYYY-MM-DD). */
export const dateInWords = (value: Moment | null | undefined): string => (value ? day.format(moment(value)) : '');

/** "14:05", London time. */
export const timeInWords = (value: Moment | null | undefined): string => (value ? clock.format(moment(value)) : '');
