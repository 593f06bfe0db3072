export { run, exitCodes } from './run.js';
export { IntakeClient, NotSent } from './intake-client.js';
