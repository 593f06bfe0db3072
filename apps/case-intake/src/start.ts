import { bootstrap, type RunningService } from '@answerable/service';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';

const DAY_MS = 86_400_000;

export function start(config: Config): Promise<RunningService> {
  return bootstrap({
    name: 'case-intake',
    module: AppModule.forRoot(config),
    config,
    // A stream may take hours; a sender that falls silent is cut off by its route.
    http: { requestTimeoutMs: DAY_MS },
  });
}
