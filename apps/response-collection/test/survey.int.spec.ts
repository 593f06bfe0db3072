import { afterAll, beforeAll } from 'vitest';
import { startSurvey, survey } from './survey/running.js';
import './survey/sending.js';
import './survey/ways-in.js';
import './survey/branches.js';
import './survey/save-and-return.js';
import './survey/work-asked.js';
import './survey/give-nothing-away.js';

beforeAll(startSurvey);
afterAll(() => survey.close());
