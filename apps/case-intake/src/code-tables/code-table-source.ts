import { CONFIG, DueWork, Logger } from '@answerable/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../config.js';
import { loadCodeTables, type LoadedCodeTables } from './load-code-tables.js';

/** The code tables in use; read again when the operator changes the files, and kept as they were where the new ones have faults. */
@Injectable()
export class CodeTableSource implements OnModuleInit {
  private loaded: LoadedCodeTables | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.loaded = await loadCodeTables(this.config.CODE_TABLES_DIR);
  }

  get current(): LoadedCodeTables {
    if (!this.loaded) throw new Error('code tables are read when the service starts');
    return this.loaded;
  }

  @DueWork({ name: 'read-code-tables', everyMs: 30_000 })
  async read(): Promise<number> {
    const found = await loadCodeTables(this.config.CODE_TABLES_DIR).catch((error: unknown) => {
      this.log.error({ error }, 'code tables could not be read again');
      return this.current;
    });
    if (found.digest !== this.current.digest) this.log.info({ digest: found.digest }, 'code tables were changed');
    this.loaded = found;
    return 0;
  }
}
