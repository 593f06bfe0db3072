import type { EpisodeView, SafeContactUpdate, WorkTask } from '@answerable/contracts';
import { Caller, Refused, type Doors } from './front-door.js';
import type { Journal } from './journal.js';
import { addressOf, type People } from './people.js';
import { sideBySide } from './side-by-side.js';
import type { Telephone } from './telephone.js';
import type { Life } from './world.js';

interface Handover {
  readonly url: string;
  readonly token: string;
}
/** Fills in the survey in an interview that was handed over. */
export type Interview = (handover: Handover, life: Life, day: string) => Promise<boolean>;

const checkWords = ['bluebell', 'harbour', 'lantern', 'meadow', 'pepper', 'ribbon', 'thistle', 'velvet'];

/** Victim Support's staff: they work through the list, by telephone, and write down what people say. */
export class Caseworkers {
  private readonly caseworker: Caller;
  private readonly interviewer: Caller;
  private readonly lead: Caller;
  /** Who asked to be written to; a later call finds nobody in. */
  private readonly writtenTo = new Set<number>();

  constructor(
    doors: Doors,
    private readonly people: People,
    private readonly telephoneSystem: Telephone,
    private readonly journal: Journal,
    private readonly interview: Interview,
  ) {
    this.caseworker = new Caller('caseworker-1', doors.surveyDelivery);
    this.interviewer = new Caller('interviewer-1', doors.surveyDelivery);
    this.lead = new Caller('vs-lead-1', doors.surveyDelivery);
  }

  /** Works through everything that may be done now; returns how many tasks. */
  async work(day: string): Promise<number> {
    let done = 0;
    const passed = new Set<string>();
    for (;;) {
      const { tasks } = await this.lead.get<{ tasks: WorkTask[] }>('/v1/worklist?due=now-callable&limit=200');
      const open = tasks.filter((t) => !passed.has(t.taskId));
      if (open.length === 0) return done;
      for (const task of open) passed.add(task.taskId);
      await sideBySide(open, (task) => this.doTask(task, day));
      done += open.length;
    }
  }

  private async doTask(task: WorkTask, day: string): Promise<void> {
    const episode = `/v1/episodes/${task.episodeId}`;
    switch (task.kind) {
      case 'safe-contact-check':
        return this.check(task, episode, day);
      case 'telephone':
        return this.telephone(task, episode, day);
      case 'call-back':
        return this.callBack(task);
      case 'proceedings-recheck': {
        await this.claim(this.caseworker, task);
        return this.caseworker.post(`/v1/tasks/${task.taskId}/proceedings-recheck`, { stillLive: true });
      }
      case 'child-decision': {
        await this.claim(this.lead, task);
        return this.lead.post(`/v1/tasks/${task.taskId}/child-decision`, { ask: false, specialist: 'Dr Specialist' });
      }
      case 'hold-review':
        return this.caseworker.post(`${episode}/release-hold`);
      case 'reply':
        await this.claim(this.caseworker, task);
        return this.caseworker.post(`/v1/tasks/${task.taskId}/replies`);
      case 'own-route':
        return this.caseworker.post(`/v1/own-route/${task.entryId}/verify`, { result: 'not-verified' });
    }
  }

  /** First contact: who is there, is it safe, how would she like to be reached? */
  private async check(task: WorkTask, episode: string, day: string): Promise<void> {
    await this.claim(this.caseworker, task);
    // That she died or is too ill is found out without ringing her; here the police are always wrong.
    if (task.reasons.includes('dead-or-ill') && !hasNoContact(task))
      return this.caseworker.post(`${episode}/safe-contact`, { taskId: task.taskId });
    const life = await this.ring(this.caseworker, episode, task);
    // Said of the police only where it was they who gave none.
    const reason = task.reasons.includes('contact-not-kept') ? 'no-safe-channel' : 'no-usable-contact';
    if (!life) return this.caseworker.post(`${episode}/exclude`, { reason });
    if (life.person.onTelephone === 'no-answer' && task.attempts < 2)
      return this.caseworker.post(`${episode}/attempts`, { taskId: task.taskId, outcome: 'no-answer' });
    if (await this.saidElse(this.caseworker, task, episode, life, day)) return;
    return this.caseworker.post(`${episode}/safe-contact`, {
      taskId: task.taskId,
      telephoneSafe: 'safe',
      linksSafe: false,
      preferredChannel: 'telephone',
    });
  }

  /** She says no, or would rather be written to: written down as she says it. False: neither. */
  private async saidElse(who: Caller, task: WorkTask, episode: string, life: Life, day: string): Promise<boolean> {
    if (life.person.onTelephone === 'declines') {
      this.journal.note({ what: 'declined', on: day, life: life.number });
      await who.post(`${episode}/decline`, { never: false });
      return true;
    }
    if (life.person.onTelephone !== 'link' || this.writtenTo.has(life.number)) return false;
    this.writtenTo.add(life.number);
    await who.post(`${episode}/safe-contact`, { taskId: task.taskId, telephoneSafe: 'safe', ...this.wayOf(life) });
    return true;
  }

  /** How she would like to be written to, as she says it. */
  private wayOf(life: Life): SafeContactUpdate {
    const { person } = life;
    const identity: SafeContactUpdate = { identity: 'said-name-and-birth-date', birthDate: person.dateOfBirth };
    if (!person.email && !this.hasMobile(life))
      return {
        ...identity,
        address: { lines: [addressOf(life), 'London'], postcode: 'SE1 1AA' },
        letterSafe: 'safe',
        preferredChannel: 'letter',
      };
    const checkWord = checkWords[life.number % checkWords.length]!;
    const way: SafeContactUpdate = person.email
      ? { email: person.email, emailSafe: 'safe', preferredChannel: 'email' }
      : { textSafe: 'safe', preferredChannel: 'sms' };
    this.people.agreeOn(life, checkWord);
    return { ...identity, linksSafe: true, checkWord, ...way };
  }

  /** One in four has no telephone of her own for texts. */
  private hasMobile({ number, person }: Life): boolean {
    return number % 4 !== 0 && (person.telephone ?? '').startsWith('+447');
  }

  private async telephone(task: WorkTask, episode: string, day: string): Promise<void> {
    try {
      await this.claim(this.interviewer, task);
      const life = await this.ring(this.interviewer, episode, task);
      if (life && (await this.saidElse(this.interviewer, task, episode, life, day))) return;
      const answersNow =
        life &&
        (life.person.onTelephone === 'interview' || (life.person.onTelephone === 'no-answer' && life.number % 8 === 0));
      if (!answersNow)
        return await this.interviewer.post(`${episode}/attempts`, { taskId: task.taskId, outcome: 'no-answer' });
      this.journal.note({ what: 'asked', on: day, life: life.number, how: 'telephone' });
      const handover = await this.interviewer.post<Handover>(`${episode}/handover`);
      const submitted = await this.interview(handover, life, day);
      await this.interviewer.post(`${episode}/attempts`, {
        taskId: task.taskId,
        outcome: submitted ? 'interviewed' : 'call-later',
      });
    } catch (error) {
      if (error instanceof Refused && error.status === 409) return;
      throw error;
    }
  }

  private async callBack(task: WorkTask): Promise<void> {
    await this.claim(this.caseworker, task);
    const { callBacks } = await this.caseworker.get<{ callBacks: { callBackId: string; taskId: string }[] }>(
      '/v1/call-backs',
    );
    const mine = callBacks.find((c) => c.taskId === task.taskId);
    if (!mine) return;
    await this.caseworker.post(`/v1/call-backs/${mine.callBackId}/open`);
    await this.caseworker.post(`/v1/call-backs/${mine.callBackId}/complete`, {
      outcome: 'reached',
      supportGiven: true,
    });
  }

  private claim(who: Caller, task: WorkTask): Promise<unknown> {
    return who.post(`/v1/tasks/${task.taskId}/claim`);
  }

  /** The system dials; who answers is whoever really has that number. */
  private async ring(who: Caller, episode: string, task: WorkTask): Promise<Life | undefined> {
    if (hasNoContact(task)) return undefined;
    try {
      await who.post(`${episode}/dial`);
      return this.people.at(this.telephoneSystem.lastRungFor(task.episodeId));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }

  story(episodeId: string): Promise<EpisodeView> {
    return this.caseworker.get(`/v1/episodes/${episodeId}`);
  }
}

const hasNoContact = ({ reasons }: WorkTask): boolean =>
  (['no-contact-block', 'contact-not-kept', 'no-usable-contact'] as const).some((one) => reasons.includes(one));
