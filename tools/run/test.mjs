// `npm test`: everything, ending in one line "N passed, N failed". Plain JavaScript: it must run when nothing is built.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const results = `${root}test-results/vitest.json`;
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
rmSync(results, { force: true });
await check('the linter finds nothing', bin('oxlint'), ['--deny-warnings']);
await check('every file is formatted', bin('oxfmt'), ['--check']);

// Specs on real parts begin with a build under strict types; without one none of them runs.
const specs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
// What a spec file imports is compiled once and not by each.
const code = await run(bin('vitest'), [...specs, ...process.argv.slice(2)], {
  NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled`,
});
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  passed += numPassedTests;
  // A file that could not even be loaded has no test of its own to fail.
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  failed += Math.max(numFailedTests + unloaded, code !== 0 && numFailedTests + numFailedTestSuites === 0 ? 1 : 0);
} catch {
  console.error('The test runner ended without a result.');
  failed++;
}
finish();
