import { loadConfig } from '@answerable/service';
import { reportingConfig } from './config.js';
import { start } from './start.js';

await start(loadConfig(reportingConfig));
