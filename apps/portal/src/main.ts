import { bootstrap } from '@answerable/service';
import { readConfig } from './config.js';
import { surface } from './page/surface.js';
import { portalModule } from './portal.module.js';

const config = readConfig();
await bootstrap({ name: `portal-${config.PORTAL}`, module: portalModule(config), config, views: surface(config) });
