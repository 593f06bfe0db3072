export { checkout } from './paths.js';
export { stackStatus, startStack, stopStack } from './stack.js';
export { readStackEnv, type DemoUser, type StackEnv } from './env.js';
export { preflight } from './preflight.js';
export { testDatabase, type TestDatabase, type TestMigration, type TestRights } from './harness/test-database.js';
export { testTopics, type TestTopics } from './harness/test-topics.js';
export { tokenFor, type TokenOptions } from './harness/token-for.js';
export { eventually } from './harness/eventually.js';
export { launchBrowser } from './harness/launch-browser.js';
