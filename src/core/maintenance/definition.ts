import { quoteName, quoteValue } from './quote.ts';

export interface IndexColumn {
  readonly name: string;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly collate?: 'BINARY' | 'NOCASE' | 'RTRIM' | undefined;
}

export type IndexCondition =
  | { readonly column: string; readonly is: 'null' | 'not null' }
  | {
      readonly column: string;
      readonly op: '=' | '<>' | '<' | '<=' | '>' | '>=';
      readonly value: string | number;
    }
  | { readonly column: string; readonly in: readonly (string | number)[] };

/** What an index is, apart from its name and table. */
export interface IndexDefinition {
  readonly columns: readonly IndexColumn[];
  /** All of them must hold. */
  readonly where?: readonly IndexCondition[] | undefined;
}

const columnSql = ({ name, order, collate }: IndexColumn): string =>
  [quoteName(name), collate && `COLLATE ${collate}`, order?.toUpperCase()]
    .filter((part) => part !== undefined)
    .join(' ');

function conditionSql(condition: IndexCondition): string {
  const column = quoteName(condition.column);
  if ('is' in condition) return `${column} IS ${condition.is.toUpperCase()}`;
  if ('in' in condition) return `${column} IN (${condition.in.map(quoteValue).join(', ')})`;
  return `${column} ${condition.op} ${quoteValue(condition.value)}`;
}

/** One CREATE INDEX statement; every name and value is quoted where it needs to be. */
export function createIndexSql(table: string, name: string, definition: IndexDefinition): string {
  const columns = definition.columns.map(columnSql).join(', ');
  const where = definition.where?.map(conditionSql).join(' AND ');
  return `CREATE INDEX ${quoteName(name)} ON ${quoteName(table)}(${columns})${
    where === undefined ? '' : ` WHERE ${where}`
  }`;
}

/** The columns that a definition needs its table to have. */
export const columnsOf = ({ columns, where = [] }: IndexDefinition): readonly string[] => [
  ...new Set([...columns.map(({ name }) => name), ...where.map(({ column }) => column)]),
];
