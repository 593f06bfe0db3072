import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '@answerable/stack';
import { parse } from 'yaml';
import { Progress } from '../progress.js';
import { ways } from './ways.js';
import type { Findings } from './findings.js';
import { buildImages, deliverImages, imageOf, type ImageOptions, removeImages } from './images.js';
import { Shell } from './shell.js';
import { Trial } from './trial.js';

/**
 * `npm run cluster`: the chart on a real cluster, with everything it needs beside it in a namespace of its own, and the whole way on it.
 * Images are built; PostgreSQL, Kafka and Keycloak come up as single pods; the chart is installed, a month is lived through, its
 * report's seal is checked here; then a rollout, an upgrade and a rollback under load, the pods of a node killed, and an uninstall
 * after which nothing is left. Ends with 1 where anything does not hold. docs/operations.md says more.
 */
const usage = `npm run cluster -- [--context NAME] [--namespace NAME] [--registry HOST/ | --load COMMAND] [--tag TAG] [--closures N] [--seed N] [--keep]

  --load COMMAND   brings images, whose names it is given, to the nodes: "kind load docker-image", "minikube image load"
  --registry HOST/ pushes them there instead
  --tag TAG        takes images that are built and delivered already
  --keep           leaves everything up at the end`;

const { values: options } = parseArgs({
  options: {
    context: { type: 'string' },
    namespace: { type: 'string', default: 'answerable-trial' },
    registry: { type: 'string', default: '' },
    load: { type: 'string' },
    tag: { type: 'string' },
    closures: { type: 'string', default: '24' },
    seed: { type: 'string', default: '2013' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (options.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const began = performance.now();
const progress = new Progress(process.stdout);
const say = (line: string): void => progress.say(`  ${line}`);
const shell = new Shell(options.namespace, options.context);
const images: ImageOptions = {
  registry: options.registry,
  // A name that no node has seen: an image that changes under its name would be the one of yesterday.
  tag: options.tag ?? `trial-${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '')}`,
  ...(options.load && { load: options.load }),
};
const valuesFile = join(checkout, 'deploy/helm/examples/values-to-try.yaml');
const values = parse(readFileSync(valuesFile, 'utf8')) as {
  services: Record<string, { env?: Record<string, string> }>;
};
const trial = new Trial(shell, {
  chart: join(checkout, 'deploy/helm/answerable'),
  valuesFile,
  registry: images.registry,
  tag: images.tag,
  toolsImage: imageOf('tools', images),
  templates: Object.fromEntries(
    Object.entries(values.services['survey-delivery']!.env!).filter(([name]) => name.endsWith('_TEMPLATE_ID')),
  ),
  closures: Number(options.closures),
  seed: Number(options.seed),
  say,
  bar: (done, what) => progress.bar(done, what),
});

let broken = 0;
let delivered = false;
let cleaning: Promise<void> | undefined;
const byHand = `kubectl delete namespace ${options.namespace}`;

function cleanUp(): Promise<void> {
  cleaning ??= (async () => {
    shell.endAll();
    if (options.keep) return say(`everything stays; ${byHand}`);
    await trial.remove();
    if (!options.tag) await removeImages(shell, images).catch(() => undefined);
    say(`everything that was started is gone${delivered ? `, but for images in the cluster: ${images.tag}` : ''}`);
  })();
  return cleaning;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    progress.end();
    // Whoever asks a second time does not want to wait.
    if (cleaning) {
      say(`Not cleaned up; ${byHand}`);
      process.exit(130);
    }
    say('Cleaning up ...');
    void cleanUp().then(
      () => process.exit(130),
      (error: unknown) => {
        say(`Not cleaned up; ${byHand}\n${String(error)}`);
        process.exit(130);
      },
    );
  });

type Step = readonly [name: string, run: () => Promise<string | Findings>];
const steps: readonly Step[] = [
  ['what is needed', needed],
  ...(options.tag
    ? []
    : ([
        ['images', async () => (await buildImages(shell, images, say), 'built')],
        [
          'images to the cluster',
          () => {
            // Also where it is cut short: some of them are there then.
            delivered = Boolean(images.registry || images.load);
            return deliverImages(shell, images);
          },
        ],
      ] as const)),
  ['namespace with Pod Security "restricted"', () => trial.makeNamespace()],
  ['PostgreSQL, Kafka and Keycloak', () => trial.startParts()],
  ['helm install', () => trial.install()],
  ['what the cluster makes of the network policies', () => ways(shell)],
  ['a month, from police events to the sealed report', () => trial.live()],
  ['the report and its seal', () => trial.checkReport()],
  ['a rollout under load', () => trial.rollOut()],
  ['an upgrade under load', () => trial.upgrade()],
  ['a rollback under load', () => trial.rollBack()],
  ['all pods of a node killed', () => trial.killNode()],
  ['every database backed up and put back', () => trial.recover()],
  ['helm uninstall', () => trial.uninstall()],
  ['the parts, the secrets and the claims', () => trial.removeParts()],
];

try {
  progress.say('The chart on a cluster, and the whole way on it.');
  for (const [name, run] of steps) {
    const at = performance.now();
    progress.say(`\n${name}`);
    const result = await run();
    progress.end();
    if (cleaning) break;
    const lines: Findings = typeof result === 'string' ? [[true, result]] : result;
    for (const [holds, what] of lines)
      progress.say(`${holds === null ? '  NOT SHOWN' : holds ? '  holds ' : '  BROKEN'}  ${what}`);
    broken += lines.filter(([holds]) => holds === false).length;
    say(`${((performance.now() - at) / 1000).toFixed(0)} s`);
  }
} catch (error) {
  progress.end();
  // What breaks because everything is being stopped is no news.
  if (!cleaning) {
    broken++;
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n${await trial.diagnosis()}\n`);
  }
}
await cleanUp();
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
progress.say(`\n${broken === 0 ? 'All of it holds' : `${broken} broken`}, after ${minutes} minutes.`);
process.exit(broken === 0 ? 0 : 1);

/** Everything that is missing, in one message. */
async function needed(): Promise<string> {
  const tools: readonly (readonly [name: string, args: readonly string[]])[] = [
    ...(options.tag ? [] : [['docker', ['version', '--format', 'engine {{.Server.Version}}']] as const]),
    ['helm', ['version', '--short']],
  ];
  const asked = await Promise.allSettled([
    ...tools.map(async ([name, args]) => `${name} ${(await shell.run(name, args)).trim()}`),
    shell.kubectl(['version', '--output', 'json']).then((text) => {
      const { clientVersion, serverVersion } = JSON.parse(text) as Record<string, { gitVersion: string }>;
      return `kubectl ${clientVersion!.gitVersion}, cluster ${serverVersion!.gitVersion}`;
    }),
  ]);
  const lacking = asked.flatMap((one) => (one.status === 'rejected' ? [`- ${(one.reason as Error).message}`] : []));
  if (lacking.length > 0)
    throw new Error(`This needs docker, helm, kubectl and a cluster that answers:\n${lacking.join('\n')}`);
  return asked.map((one) => (one as PromiseFulfilledResult<string>).value).join('; ');
}
