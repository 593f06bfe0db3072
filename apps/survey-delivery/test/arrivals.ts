import type { OutcomeClass, WorkTask } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { expect } from 'vitest';
import { call as callAs, herTelephone, type Answer } from './staff.js';
import { closure, contact, recorded, type Workplace } from './workplace.js';

/** People whose cases arrive at a workplace, what staff do about them, and what became of them. */
export function arrivalsAt(workplace: () => Workplace) {
  const call = <T>(who: string, method: string, path: string, body?: object): Promise<Answer<T>> =>
    callAs<T>(workplace(), who, method, path, body);
  const worklist = async (who: string, query = ''): Promise<WorkTask[]> =>
    (await call<{ tasks: WorkTask[] }>(who, 'GET', `/v1/worklist${query}`)).body.tasks;

  /** A closure whose contact needs a call; gives the task once it is there. */
  async function arrives(
    name: string,
    block: object | null,
    over: { outcomeClass?: OutcomeClass } = {},
  ): Promise<WorkTask> {
    const sealed = block && (await workplace().sealContact(block));
    await workplace().intake.announce(
      recorded(
        closure(name, {
          closedOn: '2026-05-20',
          reportedOn: '2026-05-01',
          unit: `Unit of ${name}`,
          contact: sealed,
          ...over,
        }),
      ),
    );
    return eventually(async () => {
      const found = (await worklist('caseworker-1', `?search=${encodeURIComponent(`Unit of ${name}`)}`))[0];
      expect(found).toBeDefined();
      return found!;
    });
  }
  const dispositionOf = async (name: string) =>
    (
      await workplace().rows<{ disposition: string; reason: string | null }>(
        'select disposition, reason from closures where unit = $1',
        [`Unit of ${name}`],
      )
    )[0];
  const episodeIdOf = async (name: string) =>
    (
      await workplace().rows<{ id: string }>('select episode_id as id from closures where unit = $1', [
        `Unit of ${name}`,
      ])
    )[0]!.id;
  const numbers = new Map<string, string>();
  const numberOf = (name: string) => {
    if (!numbers.has(name)) numbers.set(name, `07700 900${600 + numbers.size}`);
    return numbers.get(name)!;
  };
  const telephoneOnly = (name: string) =>
    contact(name, '2026-05-19', {
      linksSafeConfirmedOn: null,
      checkWord: null,
      telephones: [herTelephone(numberOf(name))],
    });

  return { call, worklist, arrives, dispositionOf, episodeIdOf, numberOf, telephoneOnly };
}
