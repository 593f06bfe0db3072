import type { Findings } from './findings.js';
import type { Shell } from './shell.js';

type Way = readonly [from: string, to: string, port: number];

/** Ways that a policy of the chart allows, from each place that is tried below: where one does not pass, what is closed says nothing. */
const allowed: readonly Way[] = [
  ['pod/outside', 'case-intake', 8080],
  ['deployment/portal-readers', 'reporting', 8080],
  ['deployment/case-intake', 'survey-delivery', 8080],
  ['deployment/response-collection', 'survey-delivery', 8080],
  ['deployment/reporting', 'kafka', 9092],
  ['deployment/reporting', 'outside', 2525],
];

/** Ways that no policy of the chart allows. */
const closed: readonly Way[] = [
  ['pod/outside', 'case-intake', 9090],
  ['pod/outside', 'survey-delivery', 9090],
  ['deployment/portal-readers', 'survey-delivery', 8080],
  ['deployment/portal-readers', 'kafka', 9092],
  ['deployment/case-intake', 'reporting', 8080],
  ['deployment/case-intake', 'outside', 2525],
  ['deployment/response-collection', 'outside', 2525],
  ['deployment/reporting', 'survey-delivery', 8080],
];

// Refused by the other side is arrived, too: nothing listens there at the moment.
const tryIt = (host: string, port: number): string => `
  const socket = require('node:net').connect({ host: '${host}', port: ${port}, timeout: 5000 });
  const say = (open) => { console.log(JSON.stringify({ result: { open } })); process.exit(0); };
  socket.once('connect', () => say(true)).once('timeout', () => say(false)).once('error', ({ code }) => say(code === 'ECONNREFUSED'));`;

/** Whether the cluster keeps to the chart's network policies; many accept them and let everything pass. */
export async function ways(shell: Shell): Promise<Findings> {
  const ask = (some: readonly Way[]) =>
    Promise.all(
      some.map(async ([from, to, port]) => {
        const { open } = await shell.inPod<{ open: boolean }>(from, ['node', '--eval', tryIt(to, port)]).result;
        return { open, way: `${from} > ${to}:${port}` };
      }),
    );
  const passing = await ask(allowed);
  const barred = passing.filter((way) => !way.open);
  const asked = await ask(closed);
  const open = asked.filter((way) => way.open);
  const kept: Findings = [
    [barred.length === 0, `${passing.length - barred.length} of ${passing.length} ways that a policy allows pass`],
    ...barred.map(({ way }): [boolean, string] => [false, `${way} does not pass`]),
  ];
  if (open.length === asked.length)
    return [...kept, [null, `this cluster enforces no network policy, all ${open.length} ways tried are open`]];
  return [
    ...kept,
    [open.length === 0, `${asked.length - open.length} of ${asked.length} ways that no policy allows are closed`],
    ...open.map(({ way }): [boolean, string] => [false, `${way} is open`]),
  ];
}
