import { lookup } from 'node:dns/promises';
import { audiences } from '@answerable/contracts';
import type { Doors } from '../front-door.js';

/** Services by their names in the namespace. */
const at = (service: string): string => `http://${service}:8080`;

export const doors: Doors = {
  caseIntake: at('case-intake'),
  surveyDelivery: at('survey-delivery'),
  survey: at('response-collection'),
  reporting: at('reporting'),
};
export const readersPortal = at('portal-readers');

/**
 * Base URL of every pod of the services that have a clock: a service's own address reaches only one of them. Each service has a
 * second, headless one, `<name>-pods`, whose name stands for all its pods.
 */
export async function everyPod(): Promise<Record<string, string>> {
  const found = await Promise.all(
    audiences.map(async (service) =>
      (await lookup(`${service}-pods`, { all: true, family: 4 })).map(
        ({ address }) => [`${service} ${address}`, `http://${address}:8080`] as const,
      ),
    ),
  );
  return Object.fromEntries(found.flat());
}
