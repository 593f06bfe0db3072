import { loadConfig } from '@answerable/service';
import { configSchema } from './config.js';
import { start } from './start.js';

await start(loadConfig(configSchema));
