import { bootstrap } from '@answerable/service';
import { readConfig } from './config.js';
import { surface } from './page/surface.js';
import { AppModule } from './app.module.js';

const config = readConfig();
await bootstrap({ name: `portal-${config.PORTAL}`, module: AppModule.forRoot(config), config, views: surface(config) });
