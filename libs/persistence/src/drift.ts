import type { ColumnType, DataSource } from 'typeorm';

/** TypeORM's short names of types, as PostgreSQL's catalogue spells them. */
const TYPES: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  varchar: 'character varying',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  float8: 'double precision',
  decimal: 'numeric',
  char: 'character',
};

/** Throws one error naming every difference between the entity schemas and the real tables: missing, extra, type, nullability. */
export async function assertNoDrift(dataSource: DataSource): Promise<void> {
  const columns: { table: string; column: string; type: string; nullable: boolean }[] = await dataSource.query(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, not a.attnotnull as nullable
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
     where a.attnum > 0 and not a.attisdropped`);
  const differences = dataSource.entityMetadatas.flatMap((entity) => {
    const real = new Map(
      columns.filter((column) => column.table === entity.tableName).map((column) => [column.column, column]),
    );
    if (real.size === 0) return [`${entity.tableName}: there is no such table`];
    const declared = new Set(entity.columns.map((column) => column.databaseName));
    return [
      ...entity.columns.flatMap((column) => {
        const at = `${entity.tableName}.${column.databaseName}`;
        const found = real.get(column.databaseName);
        if (!found) return [`${at}: declared, not in the database`];
        const type = typeName(column.type, column.isArray);
        return [
          ...(type === found.type ? [] : [`${at}: declared ${type}, is ${found.type}`]),
          ...(column.isNullable === found.nullable
            ? []
            : [`${at}: declared ${column.isNullable ? 'nullable' : 'not null'}, is not so`]),
        ];
      }),
      ...[...real.keys()]
        .filter((name) => !declared.has(name))
        .map((name) => `${entity.tableName}.${name}: in the database, not declared`),
    ];
  });
  if (differences.length > 0) throw new Error(`the schema has drifted:\n${differences.join('\n')}`);
}

function typeName(type: ColumnType, isArray: boolean): string {
  const constructors = new Map<unknown, string>([
    [String, 'varchar'],
    [Number, 'integer'],
    [Boolean, 'boolean'],
    [Date, 'timestamptz'],
  ]);
  const name = constructors.get(type) ?? String(type);
  return (TYPES[name] ?? name) + (isArray ? '[]' : '');
}
