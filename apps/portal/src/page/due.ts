import { london } from '@answerable/service';

const zone = 'Europe/London';
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: zone });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: zone });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone });

/** "today", "tomorrow", "yesterday", "on Friday", "on 4 March": a day as one says it, seen from `now`. */
export function dayInWords(at: Date, now: Date): string {
  const [day, today] = [london.today(at), london.today(now)];
  if (day === today) return 'today';
  if (day === london.addDays(today, 1)) return 'tomorrow';
  if (day === london.addDays(today, -1)) return 'yesterday';
  const soon = day > today && day < london.addDays(today, 7);
  return soon ? `on ${weekday.format(at)}` : `on ${dayMonth.format(at)}`;
}

/** When something is due, in words: "today before 17:00", "overdue since yesterday 12:00". */
export function dueInWords(dueAt: Date, now: Date): string {
  const time = clock.format(dueAt);
  const day = dayInWords(dueAt, now);
  if (dueAt.getTime() < now.getTime()) return `overdue since ${day.replace(/^on /, '')} ${time}`;
  return `${day} before ${time}`;
}

/** From when something may be done: "now", "today from 14:00", "on Monday from 09:00". */
export function fromInWords(from: Date, now: Date): string {
  return from.getTime() <= now.getTime() ? 'now' : `${dayInWords(from, now)} from ${clock.format(from)}`;
}
