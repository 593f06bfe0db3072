// `npm test`: everything, ending in one line "N passed, N failed". Plain JavaScript: it must run when nothing is built.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = (name) => `${root}node_modules/.bin/${name}`;
let passed = 0;
let failed = 0;

const run = (command, args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => resolve(signal ? 128 : (code ?? 1)));
  });

async function check(name, command, args) {
  const started = performance.now();
  const code = await run(command, args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'passed' : 'FAILED'}: ${name} (${seconds} s)\n`);
  if (code === 0) passed++;
  else failed++;
  return code === 0;
}

function finish() {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Node 24 is needed and ${process.version} is running: start the tests with "npm test", which brings Node 24 along.`,
  );
  failed++;
  finish();
}

mkdirSync(`${root}test-results`, { recursive: true });
await check('the linter finds nothing', bin('oxlint'), ['--deny-warnings']);
await check('no file and no dependency is left over', bin('knip'), []);
await check('every file is formatted', bin('oxfmt'), ['--check']);

/** Runs the specs of some projects; counts what passed and failed in them. Null: the runner ended without a result. */
async function specs(name, projects, ...options) {
  const results = `${root}test-results/${name}.json`;
  rmSync(results, { force: true });
  const which = projects.flatMap((project) => ['--project', project]);
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`, '--passWithNoTests'];
  const code = await run(bin('vitest'), ['run', ...which, ...reports, ...options, ...process.argv.slice(2)], {
    // What a spec file imports is compiled once and not by each.
    NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled`,
  });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    // A file that could not even be loaded has no test of its own to fail.
    const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
    const silent = code !== 0 && numFailedTests + numFailedTestSuites === 0 ? 1 : 0;
    passed += numPassedTests;
    failed += Math.max(numFailedTests + unloaded.length, silent);
    return testResults.length;
  } catch {
    console.error(`The test runner ended without a result (${name}).`);
    failed++;
    return null;
  }
}

// Specs on real parts begin with a build under strict types and the start of the stack; the rules need neither and run meanwhile.
const files = await Promise.all([specs('rules', ['rules'], '--maxWorkers=1'), specs('parts', ['parts', 'alone'])]);
if (files[0] === 0 && files[1] === 0) {
  console.error(`No spec file is called ${process.argv.slice(2).join(' ')}.`);
  failed++;
}
finish();
