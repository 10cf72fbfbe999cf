import type Database from 'better-sqlite3';
import { idOf, intern } from './names.ts';
import { decodeRaw, encodeRaw, type RawSample } from './sample.ts';

interface RawRow {
  readonly t: number;
  readonly key: number;
  readonly data: Uint8Array;
}

/**
 * Brings what was recorded of one root in memory into its file: samples (of the last 24 hours), when
 * was watched, changes of sessions, and marks, as far as they are newer than the file. The roll-up
 * follows by itself, as after a crash. Throws SQLite's error, and nothing has changed then.
 */
export function carryOver(memory: Database.Database, file: Database.Database, name: string): void {
  const from = idOf(memory, 'root', name);
  if (from === null) return;
  file.transaction(() => {
    const root = intern(file, 'root', name);
    const since =
      file
        .prepare<[number], number | null>('SELECT max(to_t) FROM span WHERE root = ?')
        .pluck()
        .get(root) ?? 0;
    carrySamples(memory, file, { from, root, since });
    copy(memory, file, { from, root, since }, 'change', 't, repeat, session, state, evidence');
    copy(memory, file, { from, root, since }, 'mark', 't, kind, text');
  })();
}

interface Way {
  /** The root's id in memory, and in the file. */
  readonly from: number;
  readonly root: number;
  /** What is not newer is in the file already. */
  readonly since: number;
}

function carrySamples(
  memory: Database.Database,
  file: Database.Database,
  { from, root, since }: Way,
): void {
  const series = new Map(
    memory
      .prepare<[], { id: number; name: string }>('SELECT id, name FROM series')
      .all()
      .map(({ id, name }) => [id, intern(file, 'series', name)]),
  );
  const put = file.prepare('INSERT OR REPLACE INTO raw (root, t, key, data) VALUES (?, ?, ?, ?)');
  const rows = memory.prepare<[number, number], RawRow>(
    'SELECT t, key, data FROM raw WHERE root = ? AND t > ? ORDER BY t',
  );
  for (const { t, key, data } of rows.iterate(from, since)) {
    put.run(root, t, key, encodeRaw(renumbered(decodeRaw(data), series)));
  }
  const putSpan = file.prepare('INSERT OR REPLACE INTO span (root, from_t, to_t) VALUES (?, ?, ?)');
  const spans = memory.prepare<[number, number], { from_t: number; to_t: number }>(
    'SELECT from_t, to_t FROM span WHERE root = ? AND to_t > ? ORDER BY from_t',
  );
  for (const span of spans.iterate(from, since)) {
    putSpan.run(root, Math.max(span.from_t, since + 1), span.to_t);
  }
}

function renumbered(sample: RawSample, series: ReadonlyMap<number, number>): RawSample {
  const move = <T>(of: ReadonlyMap<number, T>): Map<number, T> =>
    new Map([...of].map(([id, value]) => [series.get(id) ?? id, value]));
  return {
    gauges: move(sample.gauges),
    counters: move(sample.counters),
    sketches: move(sample.sketches),
  };
}

function copy(
  memory: Database.Database,
  file: Database.Database,
  { from, root, since }: Way,
  table: 'change' | 'mark',
  columns: string,
): void {
  const rows = memory
    .prepare<[number, number], unknown[]>(
      `SELECT ${columns} FROM ${table} WHERE root = ? AND t > ? ORDER BY id`,
    )
    .raw();
  const blanks = columns.replaceAll(/\w+/g, '?');
  const put = file.prepare(`INSERT INTO ${table} (root, ${columns}) VALUES (?, ${blanks})`);
  for (const row of rows.iterate(from, since)) put.run(root, ...row);
}
