import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What really happened, one fact a line; tests derive every published figure from it again. */
export type Fact =
  | { what: 'closed'; on: string; life: number }
  | { what: 'revised'; on: string; life: number; outcomeCode: string }
  | { what: 'proceedings-ended'; on: string; life: number }
  | { what: 'asked'; on: string; life: number; how: 'telephone' | 'link' }
  | { what: 'declined'; on: string; life: number }
  | {
      what: 'submitted';
      on: string;
      life: number;
      how: 'telephone' | 'link';
      answers: Record<string, string | string[]>;
    }
  | { what: 'message'; on: string; to: string; subject: string }
  | { what: 'signed-control-totals'; on: string; month: string; closures: number }
  | { what: 'approved'; on: string; month: string; by: string }
  | { what: 'published'; on: string; month: string; reportId: string };

export class Journal {
  constructor(readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }

  note(fact: Fact): void {
    appendFileSync(this.file, `${JSON.stringify(fact)}\n`);
  }

  static read(file: string): Fact[] {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Fact);
  }
}
