import Database from 'better-sqlite3';
import type { Estimate } from '../../shared/maintenance.ts';
import { columnsOf, type IndexDefinition } from './definition.ts';
import { quoteName } from './quote.ts';

const SAMPLE_BLOCKS = 20;
const ROWS_PER_BLOCK = 1000;
/** Pages of the new index are written twice: to the journal or log, and to the file. Milliseconds a MiB. */
const WRITE_MS_PER_MIB = 8;
/** As measured on a busy machine: see docs/maintenance.md. */
const LOW = 0.2;
const HIGH = 2.5;
/** Starting a transaction and syncing it to disk. */
const FIXED_MS = 30;

interface Sample {
  readonly rows: number;
  readonly readMs: number;
  readonly buildMs: number;
  readonly bytes: number;
}

/**
 * Expected size and time of an index build, from the number of rows and from a sample of them
 * indexed in memory under the clock. Reads the table; changes nothing.
 */
export function estimate(
  db: Database.Database,
  table: string,
  definition: IndexDefinition,
): Estimate {
  const rows =
    db
      .prepare<[], number>(`SELECT COUNT(*) FROM ${quoteName(table)}`)
      .pluck()
      .get() ?? 0;
  const sample = takeSample(db, table, columnsOf(definition));
  if (sample.rows === 0) {
    const basis = rows === 0 ? 'The table is empty.' : 'No row could be sampled.';
    return { rows, bytes: 4096, buildMs: FIXED_MS, lowMs: 1, highMs: FIXED_MS * 10, basis };
  }
  const bytes = Math.round((sample.bytes / sample.rows) * rows);
  // Sorting grows a little faster than the number of rows.
  const growth = Math.log2(rows + 1) / Math.log2(sample.rows + 1);
  const perRow = (sample.readMs + sample.buildMs * growth) / sample.rows;
  const buildMs = FIXED_MS + perRow * rows + (bytes / 1_048_576) * WRITE_MS_PER_MIB;
  return {
    rows,
    bytes,
    buildMs,
    lowMs: buildMs * LOW,
    highMs: buildMs * HIGH,
    basis: `${sample.rows} of ${rows} rows were read and indexed in memory in ${Math.round(sample.readMs + sample.buildMs)} ms.`,
  };
}

/** Rows from all over the table: old rows are often larger or colder than new ones. */
function takeSample(db: Database.Database, table: string, columns: readonly string[]): Sample {
  const names = columns.map(quoteName).join(', ');
  const started = performance.now();
  // Looked at by SQLite alone, as a build does: handing rows over costs several times as much.
  const ends = columns.map((name) => `MAX(${quoteName(name)})`).join(', ');
  blocks(db, quoteName(table), names, (sql) => `SELECT ${ends} FROM (${sql})`);
  const readMs = performance.now() - started;
  const rows = blocks(db, quoteName(table), names, (sql) => sql);

  const memory = new Database(':memory:');
  try {
    memory.exec(`CREATE TABLE sample (${names})`);
    const insert = memory.prepare(
      `INSERT INTO sample VALUES (${columns.map(() => '?').join(', ')})`,
    );
    memory.transaction(() => {
      for (const row of rows) insert.run(...row);
    })();
    const pages = () => Number(memory.pragma('page_count', { simple: true }));
    const before = pages();
    const building = performance.now();
    memory.exec(`CREATE INDEX sampled ON sample (${names})`);
    const buildMs = performance.now() - building;
    const bytes = (pages() - before) * Number(memory.pragma('page_size', { simple: true }));
    return { rows: rows.length, readMs, buildMs, bytes };
  } finally {
    memory.close();
  }
}

/** What `look` makes of a SELECT of these columns, block by block from all over the table. */
function blocks(
  db: Database.Database,
  table: string,
  names: string,
  look: (sql: string) => string,
): readonly unknown[][] {
  const range = rowidRange(db, table);
  if (range === null) {
    return db
      .prepare<[number], unknown[]>(look(`SELECT ${names} FROM ${table} LIMIT ?`))
      .raw()
      .all(SAMPLE_BLOCKS * ROWS_PER_BLOCK);
  }
  const { first, last } = range;
  const span = Math.max(1, Math.ceil((last - first + 1) / SAMPLE_BLOCKS));
  const block = db
    .prepare<[number, number, number], unknown[]>(
      look(`SELECT ${names} FROM ${table} WHERE rowid >= ? AND rowid < ? LIMIT ?`),
    )
    .raw();
  return Array.from({ length: SAMPLE_BLOCKS }, (_, at) => first + at * span).flatMap((from) =>
    block.all(from, from + span, ROWS_PER_BLOCK),
  );
}

/** First and last rowid; null for an empty table and for one without rowids. */
function rowidRange(db: Database.Database, table: string): { first: number; last: number } | null {
  try {
    const range = db
      .prepare<[], { first: number | null; last: number | null }>(
        `SELECT (SELECT MIN(rowid) FROM ${table}) AS first, (SELECT MAX(rowid) FROM ${table}) AS last`,
      )
      .get();
    const { first = null, last = null } = range ?? {};
    return first === null || last === null ? null : { first, last };
  } catch {
    return null;
  }
}
