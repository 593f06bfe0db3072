import { contractDocuments } from '@answerable/contracts';
import { Controller, Param } from '@nestjs/common';
import { ApiRoute } from '../api-route.js';
import { intakeProblem } from '../case-events/case-events.problems.js';
import { CodeTableSource } from '../code-tables/code-table-source.js';

/** What a police system needs to know to send, before its force has any account: the documents of the contract, and the code tables in use. */
@Controller()
export class ContractController {
  private readonly written = Object.fromEntries(
    Object.entries(contractDocuments()).filter(([name]) => isForSenders(name)),
  );

  constructor(private readonly codeTables: CodeTableSource) {}

  @ApiRoute('listContracts')
  list(): { documents: { name: string; href: string }[] } {
    return { documents: Object.keys(this.documents()).map((name) => ({ name, href: `/v1/contract/${name}` })) };
  }

  @ApiRoute('readContract')
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
