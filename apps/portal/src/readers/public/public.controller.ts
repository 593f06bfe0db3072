import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Public } from '@answerable/access';
import { notFound, packageRoot } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Apis } from '../../api/apis.js';

/** What a stranger needs to check a report offline: route of the API, name of the file. */
const files: Record<string, { route: string; name: string; type: string }> = {
  chain: { route: 'publicChain', name: 'chain.json', type: 'application/json' },
  'report-keys': { route: 'reportKeys', name: 'report-keys.json', type: 'application/json' },
  'report-schema': { route: 'reportSchema', name: 'report-schema.json', type: 'application/schema+json' },
};

/** The program that checks a report offline, one file that needs Node alone; the build puts it there. */
const program = join(packageRoot(import.meta.url), 'dist/verify/answerable-verify.js');

/** The page for everybody: that reports exist, when, held or taken down, and how to check one; no figure. */
@Controller('public')
export class PublicController {
  constructor(private readonly apis: Apis) {}

  @Get()
  @Public('which months were reported, held or taken down; no figure')
  async read(@Res() response: Response) {
    const page = await this.apis.call<{ organisation: string }>(null, 'reporting', 'publicPage');
    renderPage(response, 'readers/public.njk', { title: `The reports for ${page.organisation}`, ...page });
  }

  @Get('verify')
  @Public('the program that checks a report: whoever doubts one needs no copy of the source')
  verify(@Res() response: Response) {
    response.download(program, 'answerable-verify.mjs');
  }

  @Get(':file')
  @Public('seals, keys and the form of a report: whoever doubts one must be able to check it')
  async file(@Param('file') file: string, @Res() response: Response) {
    const wanted = files[file];
    if (!wanted) throw notFound();
    const answer = await this.apis.fetch(null, 'reporting', wanted.route);
    response.setHeader('Content-Type', wanted.type);
    response.setHeader('Content-Disposition', `attachment; filename="${wanted.name}"`);
    Readable.fromWeb(answer.body as never).pipe(response);
  }
}
