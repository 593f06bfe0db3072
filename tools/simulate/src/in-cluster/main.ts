import { liveThere } from './live.js';
import { load } from './load.js';
import { look } from './look.js';

/**
 * Everything outside the platform, run in a pod of the cluster by `npm run cluster`; addresses and sign-ins are in
 * STACK_DIRECTORY/env.json. Says one JSON object a line: `{"day"}` while it lives, `{"result"}` at the end.
 *
 *   main.js live MONTH CLOSURES SEED     lives through a month
 *   main.js load SYSTEM INSTANT          is many clients, until its input ends
 *   main.js look MONTH SYSTEM...         reads what the platform shows
 */
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const inputEnds = (): Promise<void> =>
  new Promise((resolve) => process.stdin.resume().once('end', resolve).once('close', resolve));

const commands: Readonly<Record<string, (...args: string[]) => Promise<object>>> = {
  live: (month, closures, seed) =>
    liveThere({ month: month!, closures: Number(closures), seed: Number(seed) }, (day) => say({ day })),
  load: (system, at) => load(system!, at!, inputEnds()),
  look: (until, ...systems) => look(until!, systems),
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) throw new Error(`one of ${Object.keys(commands).join(', ')}, not ${name}`);
say({ result: await command(...args) });
process.exit(0);
