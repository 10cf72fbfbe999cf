import Sqlite, { type Database } from 'better-sqlite3';
import type { WriterRequest } from './writer.ts';

/**
 * The other side of the tests: a process of its own that owns its databases, as the Architect
 * system's workers do, and does what it is told, one request at a time.
 */

const open = new Map<string, Database>();

function databaseAt(file: string): Database {
  const known = open.get(file);
  if (known !== undefined) return known;
  const db = new Sqlite(file, { timeout: 5_000 });
  // Tests kill processes, not machines: nothing has to outlive a power cut.
  db.pragma('synchronous = OFF');
  open.set(file, db);
  return db;
}

/** A small generator of its own, so that a seed always gives the same work. */
function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** What workers do to prompts and sessions, one transaction a step. */
function work(db: Database, seed: number, steps: number): void {
  const next = random(seed);
  const pick = (values: readonly string[]): string =>
    values[Math.floor(next() * values.length)] ?? '';
  const moves = [
    () =>
      db
        .prepare('INSERT INTO prompts (content, priority, target_session) VALUES (?, ?, ?)')
        .run(`Prompt ${next()}`, Math.floor(next() * 11), pick(['a', 'b', 'c'])),
    () =>
      db
        .prepare(
          `UPDATE prompts SET status = 'assigned', assigned_session = ?, assigned_at = CURRENT_TIMESTAMP
            WHERE id = (SELECT id FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at ASC LIMIT 1)`,
        )
        .run(pick(['a', 'b', 'c'])),
    () => finish(db, 'completed', null),
    () => finish(db, 'failed', `Assignment timed out after ${Math.floor(next() * 90)} minutes`),
    () =>
      db
        .prepare(
          `UPDATE prompts SET status = 'pending', assigned_at = NULL, completed_at = NULL, retry_count = retry_count + 1
            WHERE id = (SELECT id FROM prompts WHERE status IN ('failed', 'cancelled') LIMIT 1)`,
        )
        .run(),
    () =>
      db
        .prepare(
          `INSERT INTO sessions (name, status, provider, is_claude) VALUES (?, ?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET status = excluded.status`,
        )
        .run(
          pick(['a', 'b', 'c', 'd']),
          pick(['idle', 'busy', 'waiting_input', 'unknown']),
          next() < 0.5 ? null : pick(['claude', 'codex', 'comet']),
          next() < 0.5 ? 1 : 0,
        ),
  ];
  for (let step = 0; step < steps; step++) moves[Math.floor(next() * moves.length)]?.();
}

const finish = (db: Database, status: string, error: string | null) =>
  db
    .prepare(
      `UPDATE prompts SET status = ?, error = ?, completed_at = CURRENT_TIMESTAMP
        WHERE id = (SELECT id FROM prompts WHERE status IN ('assigned', 'in_progress') LIMIT 1)`,
    )
    .run(status, error);

function answer(request: WriterRequest): unknown {
  if (request.kind === 'close') {
    open.get(request.file)?.close();
    open.delete(request.file);
    return null;
  }
  const db = databaseAt(request.file);
  switch (request.kind) {
    case 'exec':
      db.exec(request.sql);
      return null;
    case 'run':
      return db.prepare(request.sql).run(...request.values).changes;
    case 'all':
      return db.prepare(request.sql).all();
    case 'work':
      work(db, request.seed, request.steps);
      return null;
    case 'atOnce':
      return db.transaction(() => request.queries.map((sql) => db.prepare(sql).get()))();
    default:
      throw new Error(`Unknown request: ${JSON.stringify(request)}`);
  }
}

process.on('message', ({ id, request }: { id: number; request: WriterRequest }) => {
  try {
    process.send?.({ id, value: answer(request) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
