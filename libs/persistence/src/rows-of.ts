import { arrayText } from './array-text.js';

/** A column of a statement that writes many rows: its name, its type in PostgreSQL, and where its value stands in a row. */
export type BulkColumn<R> = readonly [name: string, type: string, value: keyof R | ((row: R) => unknown)];

export interface Rows<R> {
  /** The columns, for `insert into t (…)` and for `select … from`. */
  readonly names: string;
  /** The rows, for `from … as row`, by as many parameters as `count` from $`first` on; `row.place` counts them. */
  readonly source: string;
  readonly count: number;
  readonly values: (rows: readonly R[]) => string[];
}

/**
 * Many rows as one array a column. As JSON they name every column in every row, and PostgreSQL takes twice as long to read them.
 */
export function rowsOf<R>(columns: readonly BulkColumn<R>[], first = 1): Rows<R> {
  const names = columns.map(([name]) => name).join(', ');
  // Arrays of unequal length make no array of arrays: a list travels as its text.
  const given = columns.map(([, type], i) => `$${first + i}::${type.endsWith('[]') ? 'text' : type}[]`).join(', ');
  const read = columns.map(([name, type]) => (type.endsWith('[]') ? `${name}::${type} as ${name}` : name)).join(', ');
  return {
    names,
    source: `(select ${read}, place from unnest(${given}) with ordinality as given (${names}, place))`,
    count: columns.length,
    values: (rows) =>
      columns.map(([, , value]) =>
        arrayText(typeof value === 'function' ? rows.map(value) : rows.map((row) => row[value])),
      ),
  };
}
