import { bootstrap, type BootstrapOptions, type RunningService } from '@answerable/service';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { surveyViews } from './pages/views.js';

/** Starts the service with a configuration already read. */
export function start(config: Config, logTo?: BootstrapOptions['logTo']): Promise<RunningService> {
  return bootstrap({
    name: 'response-collection',
    module: AppModule.forRoot(config),
    config,
    views: surveyViews(config),
    http: { formLimit: 16_000, formFields: 60, jsonLimit: 1000, trustProxy: config.TRUST_PROXY, discreet: true },
    logTo,
  });
}
