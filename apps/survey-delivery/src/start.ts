import { bootstrap, type RunningService } from '@answerable/service';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';

export function start(config: Config): Promise<RunningService> {
  return bootstrap({
    name: 'survey-delivery',
    module: AppModule.forRoot(config),
    config,
    http: { trustProxy: config.TRUST_PROXY },
  });
}
