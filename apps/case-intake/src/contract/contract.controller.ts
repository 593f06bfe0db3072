import { Public } from '@answerable/access';
import { contractDocuments } from '@answerable/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';

const openTo = 'an integrator reads the contract before the force has any account';

/** What a police system needs to know to send: the documents of the contract, and the code tables in use. */
@Controller('v1/contract')
export class ContractController {
  private readonly written = Object.fromEntries(
    Object.entries(contractDocuments()).filter(([name]) => isForSenders(name)),
  );

  constructor(private readonly codeTables: CodeTableSource) {}

  @Get()
  @Public(openTo)
  list(): { documents: { name: string; href: string }[] } {
    return { documents: Object.keys(this.documents()).map((name) => ({ name, href: `/v1/contract/${name}` })) };
  }

  @Get(':name')
  @Public(openTo)
  read(@Param('name') name: string): object {
    const document = Object.entries(this.documents()).find(([known]) => known === name)?.[1];
    if (!document) throw intakeProblem('nothing-here');
    return document;
  }

  private documents(): Readonly<Record<string, object>> {
    return { ...this.written, 'code-tables.json': this.codeTables.current.rows };
  }
}

/** The APIs of the other services are no business of a police system. */
function isForSenders(name: string): boolean {
  return !name.startsWith('openapi-') || name === 'openapi-case-intake.json';
}
