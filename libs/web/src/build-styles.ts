import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { compileStyles } from './styles.js';

for (const [name, css] of Object.entries(compileStyles())) {
  writeFileSync(join(packageRoot(import.meta.url), 'assets', name), css);
}
