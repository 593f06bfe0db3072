import { bootstrap, loadConfig } from '@answerable/service';
import { AppModule } from './app.module.js';
import { reportingConfig } from './config.js';

const config = loadConfig(reportingConfig);
await bootstrap({ name: 'reporting', module: AppModule.for(config), config });
