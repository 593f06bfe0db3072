import { afterAll, beforeAll, vi } from 'vitest';
import { startSurvey, survey } from './survey/running.js';
import './survey/as-published.js';
import './survey/sending.js';
import './survey/ways-in.js';
import './survey/branches.js';
import './survey/save-and-return.js';
import './survey/work-asked.js';
import './survey/give-nothing-away.js';

vi.mock('../src/keys/crypto.js', async (real) => (await import('./survey/crypto-asked.js')).counted(await real()));

beforeAll(startSurvey);
afterAll(() => survey.close());
