import { AccessModule, SignIn } from '@answerable/access';
import { PersistenceModule } from '@answerable/persistence';
import { Module, type DynamicModule } from '@nestjs/common';
import { Apis } from './api/apis.js';
import type { PortalConfig } from './config.js';
import { migrations } from './migrations.js';
import { StartController } from './page/start.controller.js';
import { readersControllers } from './readers/readers.js';
import { Cookies } from './sign-in/cookies.js';
import { KeptForms } from './sign-in/kept-forms.js';
import { KeptFormStore } from './sign-in/session-form.store.js';
import { SessionStore } from './sign-in/session.store.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { staffControllers } from './staff/staff.js';

/** One image, two deployments: each has only its own journeys, so the other's routes do not exist there. */
@Module({})
export class AppModule {
  static forRoot(config: PortalConfig): DynamicModule {
    const journeys = config.PORTAL === 'staff' ? staffControllers : readersControllers;
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot({
          url: config.DATABASE_URL,
          name: `portal-${config.PORTAL}`,
          migrations,
          // Sessions only: who is signed in signs in again.
          backedUp: false,
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        AccessModule.forRoot({
          issuer: config.KEYCLOAK_ISSUER,
          audience: config.KEYCLOAK_CLIENT_ID,
          identity: 'session',
        }),
      ],
      controllers: [StartController, SignInController, ...journeys],
      providers: [
        {
          provide: SignIn,
          useFactory: () =>
            new SignIn({
              issuer: config.KEYCLOAK_ISSUER,
              clientId: config.KEYCLOAK_CLIENT_ID,
              clientSecret: config.KEYCLOAK_CLIENT_SECRET,
              redirectUri: new URL('/sign-in/callback', config.PUBLIC_URL).href,
              signedOutUri: new URL('/signed-out', config.PUBLIC_URL).href,
            }),
        },
        { provide: Cookies, useFactory: () => new Cookies(config) },
        SessionStore,
        Sessions,
        KeptFormStore,
        KeptForms,
        Apis,
      ],
    };
  }
}
