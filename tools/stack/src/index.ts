export { startStack, stopStack } from './stack.js';
export { readStackEnv, type DemoUser, type StackEnv } from './env.js';
export { preflight } from './preflight.js';
