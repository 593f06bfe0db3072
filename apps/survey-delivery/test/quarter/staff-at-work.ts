import { surveyDeliveryApi, type AttemptOutcome, type SafeContactUpdate, type WorkTask } from '@answerable/contracts';
import { london } from '@answerable/service';
import { expect } from 'vitest';
import { call as callAs, type Answer } from '../staff.js';
import type { Workplace } from '../workplace.js';
import { inTurn } from './chance.js';
import type { Ledger } from './ledger.js';

/** Everything that staff can do: each route that changes or opens something and needs a person of Victim Support. */
export const staffActions: readonly string[] = surveyDeliveryApi.routes
  .filter(({ method, access }) => method !== 'GET' && access !== 'public')
  .map(({ id }) => id);

const roads = surveyDeliveryApi.routes.map(({ id, method, path }) => ({
  id,
  method,
  // What has a name of its own stands before what may be any.
  any: path.includes(':'),
  like: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
}));
function routeOf(method: string, path: string): string {
  const [plain] = path.split('?') as [string];
  const fits = roads.filter((road) => road.method === method && road.like.test(plain));
  const found = fits.find((road) => !road.any) ?? fits[0];
  if (!found) throw new Error(`no route is ${method} ${plain}`);
  return found.id;
}

type Way = (task: WorkTask & { episodeId: string }, day: string) => Promise<void>;

/** What Victim Support's people do with the tasks of a day, each act with the answer it must get. */
export function staffAt(place: Workplace, ledger: Ledger) {
  const done = new Map<string, number>();
  /** Ids of the routes on which something was done. */
  const routes = new Set<string>();
  /** An act and its status; counted, so that the quarter can say which acts it has seen. */
  async function act<T = { code?: string }>(
    name: string,
    status: number,
    [who, method, path, body]: [string, string, string, object?],
  ): Promise<T> {
    const answer: Answer<T> = await callAs<T>(place, who, method, path, body);
    expect(answer, `${name}: ${method} ${path} ${JSON.stringify(body)} ${JSON.stringify(answer.body)}`).toMatchObject({
      status,
    });
    done.set(name, (done.get(name) ?? 0) + 1);
    if (status < 300) routes.add(routeOf(method, path));
    return answer.body;
  }
  const post = (who: string, path: string, body?: object): [string, string, string, object?] => [
    who,
    'POST',
    path,
    body,
  ];
  const of = (id: string) => `/v1/episodes/${id}`;

  let named = 0;
  /** She says how to reach her; the ledger hears it as she says it. */
  async function agree(id: string, taskId: string | null, update: SafeContactUpdate, day: string): Promise<void> {
    const said = ledger.of(id);
    if (update.email) said.ways.set(update.email, 'email');
    if (update.telephone && update.textSafe === 'safe') said.ways.set(update.telephone, 'sms');
    if (update.address) said.ways.set(update.address.lines[0]!, 'letter');
    if (update.linksSafe) said.linksUntil = london.addDays(day, 90);
    if (update.times) said.times = update.times;
    Object.assign(said, { silence: null, last: null });
    await act(
      'safe-contact',
      204,
      post('caseworker-1', `${of(id)}/safe-contact`, { taskId, identity: 'known-to-us', ...update }),
    );
  }
  const link = { linksSafe: true, checkWord: 'heron' };
  const byEmail = (n: number) => ({ email: `e${n}@canary.example`, emailSafe: 'safe' as const, ...link });
  const byText = (n: number) => ({
    telephone: `07700 9${String(50_000 + n)}`,
    telephoneSafe: 'safe' as const,
    textSafe: 'safe' as const,
    ...link,
  });
  const byLetter = (n: number) => ({
    address: { lines: [`${n} Canary Row`, 'London'], postcode: 'SE1 1AA' },
    letterSafe: 'safe' as const,
  });
  const everyWay = (n: number) => ({ ...byEmail(n), ...byText(n), ...byLetter(n) });
  const sayings = inTurn<(n: number) => SafeContactUpdate>([
    everyWay,
    byText,
    byLetter,
    byEmail,
    (n) => ({ ...byText(n), preferredChannel: 'sms', times: ['weekday-evening'] }),
    (n) => ({ ...everyWay(n), preferredChannel: 'sms' }),
    (n) => ({ ...byLetter(n), ...byText(n), preferredChannel: 'letter' }),
  ]);
  const says: Way = ({ episodeId, taskId }, day) => agree(episodeId, taskId, sayings()(++named), day);

  const attempt = (id: string, taskId: string | null, outcome: AttemptOutcome, status = 204, who = 'caseworker-1') =>
    act(`attempt ${outcome}`, status, post(who, `${of(id)}/attempts`, { taskId, outcome }));
  const silencing: Partial<Record<AttemptOutcome, string>> = {
    declined: 'she said no',
    'never-ask-again': 'she said never',
    'not-safe': 'it is not safe',
    'too-ill': 'she is too ill',
    deceased: 'she died',
  };
  const results = inTurn<AttemptOutcome>([
    'no-answer',
    'declined',
    'neutral-voicemail',
    'wrong-number',
    'not-safe',
    'someone-else',
    'never-ask-again',
    'call-later',
    'too-ill',
    'wrong-number',
    'deceased',
    'interviewed',
  ]);
  const rings: Way = async ({ episodeId, taskId, safe, reasons: looks }) => {
    const atAnyHour = safe !== null && safe.telephone !== 'unsafe' && safe.times.length === 0;
    if (atAnyHour && !looks.includes('dead-or-ill'))
      await act('dial', 200, post('caseworker-1', `${of(episodeId)}/dial`));
    const outcome = results();
    await attempt(episodeId, taskId, outcome);
    if (silencing[outcome]) ledger.silence(episodeId, silencing[outcome]);
  };
  const wantsLink: Way = async (task, day) => {
    const { episodeId, taskId } = task;
    // No link goes to a number that two people share, nor a fourth message to anybody.
    if (ledger.of(episodeId).ways.size > 0 || task.reasons.includes('shared-number')) return says(task, day);
    await attempt(episodeId, taskId, 'agreed-to-link', 409);
    await agree(episodeId, taskId, byText(++named), day);
    // She asks for it now: it goes even where what she said has sent one a moment ago.
    await place.settled();
    ledger.of(episodeId).last = null;
    await attempt(episodeId, null, 'agreed-to-link');
  };
  const isHeld: Way = async ({ episodeId }, day) => {
    const hold = { reason: 'abroad', reviewOn: london.addDays(day, 7) };
    await act('hold', 204, post('caseworker-1', `${of(episodeId)}/hold`, hold));
    ledger.silence(episodeId, 'she is held');
    await act('dial while held', 409, post('caseworker-1', `${of(episodeId)}/dial`));
  };
  const reasons = inTurn(['no-usable-contact', 'no-safe-channel', 'deceased']);
  const isExcluded: Way = async ({ episodeId }) => {
    await act('exclude', 204, post('caseworker-1', `${of(episodeId)}/exclude`, { reason: reasons() }));
    ledger.silence(episodeId, 'she is not to be asked');
  };
  const ends = inTurn([true, null, false]);
  const risks = inTurn(['domestic', 'life', 'child']);
  const isAtRisk: Way = async ({ episodeId }) => {
    const concern = { episodeId, risk: risks(), note: 'canary-note' };
    const { concernId } = await act<{ concernId: string }>(
      'concern',
      201,
      post('caseworker-1', '/v1/safeguarding', concern),
    );
    ledger.silence(episodeId, 'her safeguarding lead decides');
    for (const way of ['dial', 'handover'])
      await act(`${way} during a concern`, 409, post('interviewer-1', `${of(episodeId)}/${way}`));
    const again = ends();
    if (again === null) return;
    const end = `/v1/safeguarding/${concernId}`;
    await act(
      'close before taking',
      409,
      post('safeguarding-1', `${end}/close`, { outcome: 'x', contactAgain: again }),
    );
    await act('take concern', 204, post('safeguarding-1', `${end}/take`));
    await act('take over a concern', 204, post('vs-lead-1', `${end}/take-over`));
    await act(
      'close concern',
      204,
      post('vs-lead-1', `${end}/close`, { outcome: 'canary-outcome', contactAgain: again }),
    );
    if (again) ledger.silence(episodeId, null);
  };
  const isInterviewed: Way = async ({ episodeId, taskId, safe, reasons: looks }) => {
    await act('supporter', 204, post('vs-lead-1', `${of(episodeId)}/supporters`));
    await act('handover to her supporter', 403, post('vs-lead-1', `${of(episodeId)}/handover`));
    if (looks.includes('dead-or-ill')) return says({ episodeId, taskId } as never, place.today());
    const reachable = safe !== null && safe.telephone !== 'unsafe';
    await act(
      reachable ? 'dial' : 'dial without a number',
      reachable ? 200 : 404,
      post('interviewer-1', `${of(episodeId)}/dial`),
    );
    await act('handover', 200, post('interviewer-1', `${of(episodeId)}/handover`));
    await attempt(episodeId, null, 'interviewed', 204, 'interviewer-1');
  };
  const isLookedAt: Way = async ({ episodeId, taskId, safe }, day) => {
    const purpose = { purpose: 'telephone-call' };
    await act(
      safe ? 'reveal' : 'reveal of nothing',
      safe ? 200 : 404,
      post('caseworker-2', `${of(episodeId)}/contact/reveal`, purpose),
    );
    await act('reveal without a purpose', 400, post('caseworker-2', `${of(episodeId)}/contact/reveal`, {}));
    await says({ episodeId, taskId } as never, day);
  };
  const ways = inTurn<Way>([
    says,
    isInterviewed,
    rings,
    says,
    isLookedAt,
    rings,
    wantsLink,
    says,
    isHeld,
    rings,
    isExcluded,
    says,
    isAtRisk,
  ]);

  const stillLive = inTurn([true, false]);
  const ask = inTurn([false, true]);
  async function work(task: WorkTask, day: string): Promise<void> {
    const path = `/v1/tasks/${task.taskId}`;
    if (task.kind === 'proceedings-recheck')
      return void (await act(
        'proceedings recheck',
        204,
        post('caseworker-1', `${path}/proceedings-recheck`, { stillLive: stillLive() }),
      ));
    if (task.kind === 'child-decision')
      return void (await act(
        'child decision',
        204,
        post('vs-lead-1', `${path}/child-decision`, { ask: ask(), specialist: 'Dr Specialist' }),
      ));
    // Done at the desk.
    if (task.kind === 'call-back' || task.kind === 'own-route') return;
    const episodeId = task.episodeId!;
    if (task.kind === 'hold-review') {
      ledger.silence(episodeId, null);
      return void (await act('release hold', 204, post('caseworker-1', `${of(episodeId)}/release-hold`)));
    }
    if (task.kind === 'reply') {
      await act('claim', 200, post('caseworker-1', `${path}/claim`));
      return void (await act('read a reply after the end', 200, post('caseworker-1', `${path}/replies`)));
    }
    await act('claim', 200, post('caseworker-1', `${path}/claim`));
    await act('claim of a colleague’s', 409, post('caseworker-2', `${path}/claim`));
    await act('release', 204, post('caseworker-1', `${path}/release`));
    if (task.reasons.includes('replied')) {
      await act('replies unclaimed', 409, post('caseworker-1', `${path}/replies`));
      await act('claim', 200, post('caseworker-1', `${path}/claim`));
      await act('read replies', 200, post('caseworker-1', `${path}/replies`));
      return says({ ...task, episodeId }, day);
    }
    await ways()({ ...task, episodeId }, day);
  }

  return { act, post, of, agree, attempt, work, done, routes, byText, next: () => ++named };
}
export type Staff = ReturnType<typeof staffAt>;
