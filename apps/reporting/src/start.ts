import { bootstrap, type RunningService } from '@answerable/service';
import { AppModule } from './app.module.js';
import type { ReportingConfig } from './config.js';

export function start(config: ReportingConfig): Promise<RunningService> {
  return bootstrap({ name: 'reporting', module: AppModule.forRoot(config), config });
}
