import type Database from 'better-sqlite3';
import type { DatabaseName, HelpfulIndex } from '../../shared/model.ts';
import { chooseIndexes, planStatement } from './advise.ts';
import { statementOf } from './advise-statements.ts';
import { builtIn, namesOf } from './catalogue.ts';
import { cloneSchema } from './clone.ts';

/**
 * The fewest new indexes that serve one statement, as the planner has it on an empty copy in memory;
 * empty where none would help. Only definitions and statistics are read. Throws SQLite's error where
 * the statement cannot be planned.
 */
export function indexesFor(
  db: Database.Database,
  database: DatabaseName,
  sql: string,
): readonly HelpfulIndex[] {
  const names = namesOf(builtIn, database);
  const known = new Set(names.values());
  const clone = cloneSchema(db).db;
  try {
    const planned = planStatement(clone, statementOf('', sql));
    return chooseIndexes(clone, [planned], names).map((one) => ({
      name: one.name,
      sql: one.sql,
      isOfCatalogue: known.has(one.name),
    }));
  } finally {
    clone.close();
  }
}
