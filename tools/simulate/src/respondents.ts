import { questionnaireOf } from '@answerable/questionnaire';
import { answerOf, messageOf } from './answers.js';
import { addDays } from './days.js';
import type { Journal } from './journal.js';
import type { Letter } from './mailbox.js';
import type { People } from './people.js';
import { Random } from './random.js';
import { sideBySide } from './side-by-side.js';
import { type Page, Visitor } from './visitor.js';
import type { Life } from './world.js';

const version = '2026-1';
const linkIn = /https?:\/\/\S+\/l\/\S+/;
const siteIn = /https?:\/\/\S+/;
const codeIn = /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/;

/** The people who are asked: they read their messages, open the link some days later on a phone, and answer or do not. */
export class Respondents {
  private readonly visits = new Map<string, { life: Life; link: string; code: string | undefined }[]>();
  private readonly done = new Set<number>();

  constructor(
    private readonly people: People,
    private readonly journal: Journal,
  ) {}

  /** Reads what came in; whoever will answer sets a day for it. */
  receive(letters: readonly Letter[], day: string): void {
    for (const { to, subject, text } of letters) {
      const life = this.people.reading(to);
      if (!life) continue;
      this.journal.note({ what: 'message', on: day, to, subject });
      const code = codeIn.exec(text)?.[0];
      const link = (code ? siteIn : linkIn).exec(text)?.[0];
      if (!link || this.done.has(life.number)) continue;
      this.journal.note({ what: 'asked', on: day, life: life.number, how: 'link' });
      if (!life.person.answersLink) continue;
      this.done.add(life.number);
      const on = addDays(day, life.person.linkDelayDays);
      this.visits.set(on, [...(this.visits.get(on) ?? []), { life, link, code }]);
    }
  }

  /** Those who had set this day or an earlier one open their link; returns how many surveys were sent. */
  async answer(day: string): Promise<number> {
    const due = [...this.visits].filter(([on]) => on <= day);
    for (const [on] of due) this.visits.delete(on);
    let sent = 0;
    const visits = due.flatMap(([, visit]) => visit);
    await sideBySide(visits, async ({ life, link, code }) => {
      const visitor = new Visitor({ 'accept-language': life.person.language });
      const landing = await visitor.get(link);
      const page = code
        ? await visitor.submit(landing, { code }, 'code')
        : await visitor.submit(landing, { word: this.people.checkWordOf(life) ?? '' }, 'word');
      if (await this.fillIn(visitor, page, life, day, 'link')) sent++;
    });
    return sent;
  }

  /** The interviewer types what she says on the telephone, in the same pages. */
  readonly interview = async (handover: { url: string; token: string }, life: Life, day: string): Promise<boolean> => {
    const visitor = new Visitor();
    const page = await visitor.post(handover.url, { handover: handover.token });
    return this.fillIn(visitor, page, life, day, 'telephone');
  };

  private async fillIn(
    visitor: Visitor,
    first: Page,
    life: Life,
    day: string,
    how: 'telephone' | 'link',
  ): Promise<boolean> {
    const random = new Random(life.number * 7919);
    const answers: Record<string, string | string[]> = {};
    // Some break off after the headlines: "finish here and send".
    const breaksOffAfter = random.chance(0.15) ? random.between(4, 12) : Number.POSITIVE_INFINITY;
    let page = first;
    for (let step = 0; step < 60; step++) {
      const path = new URL(page.url).pathname;
      if (path === '/done') {
        this.journal.note({ what: 'submitted', on: day, life: life.number, how, answers });
        return true;
      }
      if (page.status >= 400)
        throw new Error(`survey of life ${life.number}: ${page.status} at ${path}: ${page.text.slice(0, 200)}`);
      if (path === '/start') page = await visitor.submit(page, { answer: 'yes' }, 'answer');
      else if (path === '/agree') page = await visitor.submit(page, { answer: 'agree' }, 'answer');
      else if (path === '/check') page = await visitor.submit(page, {}, 'code');
      else if (path.startsWith('/q/')) {
        const item = itemAt(path);
        const offered = page.has('answer') ? page.form('answer').offers('answer').filter(Boolean) : [];
        const message = item.type === 'text' ? messageOf(life) : undefined;
        const chosen =
          item.role === 'apart'
            ? (message ?? wishOf(item.id, offered, random))
            : answerOf(life, item.id, offered, random);
        if (chosen !== undefined && message === undefined) answers[item.id] = item.type === 'multi' ? [chosen] : chosen;
        const action = step > breaksOffAfter ? 'finish' : chosen === undefined ? 'skip' : 'continue';
        page = await visitor.submit(page, { action, ...(chosen !== undefined && { answer: chosen }) }, 'action');
      } else return false;
    }
    throw new Error(`survey of life ${life.number} did not end: ${page.url}`);
  }
}

/** One in eight asks to be called. */
const wishOf = (item: string, offered: readonly string[], random: Random): string | undefined =>
  item === 'contact-me' && random.chance(1 / 8) ? offered.find((o) => o === 'support') : undefined;

/** `/q/<place>`: place counts from 1 in the order of the questionnaire, without the gate. */
function itemAt(path: string): ReturnType<typeof questionnaireOf>['items'][number] {
  const items = questionnaireOf(version).items.filter((item) => item.role !== 'gate');
  const item = items[Number(path.split('/').at(-1)) - 1];
  if (!item) throw new Error(`no item at ${path}`);
  return item;
}
