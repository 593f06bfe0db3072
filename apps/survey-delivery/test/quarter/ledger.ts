import type { ContactTime } from '@answerable/contracts';

/** What one person has said about reaching her, as the one who spoke with her remembers it. */
interface Said {
  /** The ways she named and called safe: an e-mail address, a number for texts, the first line of an address. */
  ways: Map<string, 'email' | 'sms' | 'letter'>;
  /** The last day on which her word that links are safe holds; null where she gave none, or no check word. */
  linksUntil: string | null;
  times: ContactTime[];
  /** Why nothing may reach her: she said no, she is held, the police say that she died. */
  silence: string | null;
  /** The last message since she said something new, unless it failed. */
  last: { reference: string; at: Date } | null;
}

/** A message as a provider took it. */
interface Taken {
  reference: string;
  channel: 'email' | 'sms' | 'letter';
  to: string;
  body: string;
  at: Date;
}

const DAY_MS = 86_400_000;
/** Bank holidays of England and Wales from April to June 2026, as gov.uk lists them. */
const holidays = new Set(['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25']);
const hours: Record<ContactTime, [number, number]> = {
  'weekday-morning': [9, 12],
  'weekday-afternoon': [12, 17],
  'weekday-evening': [17, 19],
};
const inLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});

/**
 * Kept by the test beside the system, from what staff wrote down and what she said: whether each message was safe as it was
 * sent. It shares no rule with the code under test.
 */
export class Ledger {
  readonly taken: Taken[] = [];
  readonly wrong: string[] = [];
  private readonly people = new Map<string, Said>();
  private paused = false;

  of(episodeId: string): Said {
    let said = this.people.get(episodeId);
    if (!said)
      this.people.set(episodeId, (said = { ways: new Map(), linksUntil: null, times: [], silence: null, last: null }));
    return said;
  }

  silence(episodeId: string, reason: string | null): void {
    this.of(episodeId).silence = reason;
  }

  /** It did not reach her and does not count: the next one may follow at once, unless a later one has gone meanwhile. */
  failed(reference: string): void {
    const message = this.taken.find((m) => m.reference === reference);
    const said = message && this.of(this.ownerOf(message.to) ?? '');
    if (said?.last?.reference === reference) said.last = null;
  }

  pause(on: boolean): void {
    this.paused = on;
  }

  /** Whose way that is. */
  ownerOf(to: string): string | undefined {
    return [...this.people].find(([, { ways }]) => ways.has(to))?.[0];
  }

  owners(): [string, Said][] {
    return [...this.people];
  }

  wayOf(owner: string, channel: 'email' | 'sms' | 'letter'): string | undefined {
    return [...this.of(owner).ways].find(([, way]) => way === channel)?.[0];
  }

  /** The newest message by that channel to somebody who may still be written to. */
  lastTo(channel: 'email' | 'sms' | 'letter'): Taken | undefined {
    return this.taken.findLast((m) => m.channel === channel && this.of(this.ownerOf(m.to) ?? '').silence === null);
  }

  take(message: Taken): void {
    this.taken.push(message);
    const problems = [...this.problems(message)];
    if (problems.length > 0)
      this.wrong.push(`${message.channel} at ${message.at.toISOString()}: ${problems.join('; ')}`);
  }

  private *problems({ channel, to, body, at, reference }: Taken): Generator<string> {
    const part = Object.fromEntries(inLondon.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${part['year']}-${part['month']}-${part['day']}`;
    const hour = Number(part['hour']);
    if (['Sat', 'Sun'].includes(part['weekday']!)) yield 'at a weekend';
    if (holidays.has(day)) yield 'on a bank holiday';
    if (hour < 9 || hour >= 19) yield 'in the quiet hours';
    if (this.paused) yield 'while everything was paused';
    if (this.taken.filter((m) => m.reference === reference).length > 1) yield 'a second copy';
    const owner = this.ownerOf(to);
    if (!owner) return yield 'to where nobody said it was safe';
    const said = this.of(owner);
    const { ways, linksUntil, times, silence, last } = said;
    if (last && at.getTime() - last.at.getTime() < DAY_MS)
      yield `a second message within a day, ${last.reference} having gone at ${last.at.toISOString()}`;
    said.last = { reference, at };
    if (ways.get(to) !== channel) yield `by a channel she did not call safe`;
    if (silence) yield `though ${silence}`;
    if (times.length > 0 && !times.some((time) => hour >= hours[time][0] && hour < hours[time][1]))
      yield 'outside her times';
    if (/\/l\/\w/.test(body)) {
      if (channel === 'letter') yield 'a link in a letter';
      if (linksUntil === null || linksUntil < day) yield 'a link without her word of the last ninety days';
    }
    if (/police|rape|crime|victim(?! support)|assault|case\b/i.test(body)) yield 'words that tell';
  }
}
