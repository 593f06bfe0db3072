import { loadConfig } from '@answerable/service';
import { config } from './config.js';
import { start } from './start.js';

await start(loadConfig(config));
