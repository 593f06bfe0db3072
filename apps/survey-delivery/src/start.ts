import { join } from 'node:path';
import { bootstrap, packageRoot, type BootstrapOptions, type RunningService } from '@answerable/service';
import { pages } from '@answerable/web';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { supported, troublePage } from './own-route/page.js';

/** Starts the service with a configuration already read. */
export function start(config: Config, logTo?: BootstrapOptions['logTo']): Promise<RunningService> {
  return bootstrap({
    name: 'survey-delivery',
    module: AppModule.forRoot(config),
    config,
    views: {
      ...pages({
        views: [join(packageRoot(import.meta.url), 'views')],
        layout: 'survey',
        publicUrl: config.PUBLIC_URL,
        csrf: {
          keys: config.FORM_KEY.map((key) => Buffer.from(key).toString('base64url')),
        },
        headers: { referrer: 'no-referrer' },
        languages: { supported },
      }),
      errorPage: troublePage(config.MESSAGE_TELEPHONE),
    },
    http: { formLimit: 16_000, jsonLimit: 64_000, trustProxy: config.TRUST_PROXY },
    logTo,
  });
}
