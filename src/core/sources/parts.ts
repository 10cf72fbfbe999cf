import type { Problem } from '../../shared/model.ts';
import { sqliteCode } from './problems.ts';
import type { TableInfo, Tables } from './tables.ts';

/** What a reader needs of one table to be worth preparing, and what else it makes use of. */
export interface TableNeeds {
  readonly table: string;
  /** Without one of these the whole part is off. */
  readonly required: readonly string[];
  /** Without one of these something smaller is missing. */
  readonly wanted: readonly string[];
}

export interface Prepared<T> {
  /** Null where the part is switched off. */
  readonly part: T | null;
  readonly limits: readonly Problem[];
}

/** Prepares a part for a table as it is here; a table that lacks something switches off only what needs it. */
export function preparePart<T>(
  tables: Tables,
  { table: name, required, wanted }: TableNeeds,
  prepare: (table: TableInfo) => T,
): Prepared<T> {
  const table = tables.get(name);
  if (table === undefined) return { part: null, limits: [missingTable(name)] };
  const lacks = (columns: readonly string[]): string[] =>
    columns.filter((column) => !table.columns.has(column));
  const missing = lacks(required);
  if (missing.length > 0) return { part: null, limits: [missingColumns(name, missing, true)] };
  const less = lacks(wanted);
  try {
    return {
      part: prepare(table),
      limits: less.length > 0 ? [missingColumns(name, less, false)] : [],
    };
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_ERROR') throw error;
    return { part: null, limits: [unusable(name, error)] };
  }
}

const missingTable = (table: string): Problem => ({
  kind: 'missing-table',
  message: `There is no table ${table} here, so what it would tell is not shown.`,
  action: 'Nothing to do if this copy never had it; it is read as soon as it is there.',
});

const missingColumns = (table: string, columns: readonly string[], isOff: boolean): Problem => ({
  kind: 'missing-column',
  message: `${table} has no ${columns.join(', ')}, so ${isOff ? 'it is not shown' : 'what that would tell is not shown'}.`,
  action: 'Nothing to do if this is an older copy; newer versions of the Architect system add it.',
});

const unusable = (table: string, error: unknown): Problem => ({
  kind: 'missing-column',
  message: `${table} cannot be read as it is: ${error instanceof Error ? error.message : String(error)}.`,
  action: 'Compare its definition with the Architect system’s own.',
});
