import type { Database } from 'better-sqlite3';
import type { QueueName } from '../../shared/model.ts';
import type { Tables } from '../sources/tables.ts';
import { firstIdReader } from './flow.ts';
import { readPast, type TypedTask } from './past-reader.ts';
import { queueShape, type QueueShape } from './shape.ts';

/** A slice is meant to take about this long … */
const SLICE_MS = 4;
const FIRST_SLICE_ROWS = 500;
/** … and is never larger. */
const MOST_SLICE_ROWS = 5000;
/** Rows before the first of the stretch that are read, too: their tasks may have waited into it. */
const MARGIN_ROWS = 20_000;

/** A watched database, as far as it is asked now and then. */
export interface Asked {
  ask<T>(question: (db: Database, tables: Tables) => T): T;
}

/**
 * The tasks of a queue from `since` (ms) on, and some before, oldest first: a slice for each step, in
 * a read transaction of its own, so that neither ticks nor writers notice. Throws what `ask` throws.
 */
export function* pastSlices(
  source: Asked,
  queue: QueueName,
  since: number,
): Generator<readonly TypedTask[], void, void> {
  const first = askQueue(source, queue, (db, shape) => firstIdReader(db, shape)(since));
  let next = first === null ? null : first - MARGIN_ROWS;
  let rows = FIRST_SLICE_ROWS;
  while (next !== null) {
    const begun = performance.now();
    const from = next;
    const slice = askQueue(source, queue, (db, shape) => readPast(db, shape, from, rows));
    next = slice?.next ?? null;
    rows = nextSize(rows, performance.now() - begun);
    yield slice?.tasks ?? [];
  }
}

/** Null where there is no such table, or none whose tasks can be told in time. */
function askQueue<T>(
  source: Asked,
  queue: QueueName,
  question: (db: Database, shape: QueueShape) => T,
): T | null {
  return source.ask((db, tables) => {
    const table = tables.get(queue);
    if (table === undefined || !table.columns.has('status')) return null;
    return table.columns.has('created_at') ? question(db, queueShape(queue, table)) : null;
  });
}

const nextSize = (rows: number, tookMs: number): number =>
  Math.round(
    Math.min(MOST_SLICE_ROWS, Math.max(FIRST_SLICE_ROWS, rows * Math.min(2, SLICE_MS / tookMs))),
  );
