import Database from 'better-sqlite3';
import type { DatabaseName } from '../../shared/model.ts';
import type { NamedCandidate, Planned } from './advise.ts';
import { tableShapes } from './advise-schema.ts';
import { withValues } from './advise-values.ts';
import { copyDatabase } from './copy.ts';
import { measure } from './measure.ts';
import { quoteName } from './quote.ts';

/** A gain below this is what two runs of the same plan differ by. */
const WORTH_IT = 1.1;
/** A gain below this may be that of a busy moment: it has to be seen twice. */
const CERTAIN = 2;
const INSERTS = 1000;
const INSERT_RUNS = 3;

/** True figures of one index, on a copy. */
export interface IndexFigures {
  readonly buildMs: number;
  readonly bytes: number;
  /** What each inserted row costs more, microseconds; null where it could not be tried. */
  readonly insertUs: number | null;
}

export interface StatementFigures {
  readonly beforeMs: number;
  readonly afterMs: number;
}

export interface CopyFigures {
  /** Those that made a statement measurably quicker; the others were left out. */
  readonly kept: readonly NamedCandidate[];
  readonly indexes: ReadonlyMap<string, IndexFigures>;
  /** Statements that could be timed, by their ids. */
  readonly statements: ReadonlyMap<string, StatementFigures>;
}

/**
 * Builds the chosen indexes on a copy in `folder`, times the statements before and after, and what
 * a row costs to insert. Only SELECTs are run; the original is only read.
 */
export async function measureChosen(
  { file, database, folder }: { file: string; database: DatabaseName; folder: string },
  planned: readonly Planned[],
  chosen: readonly NamedCandidate[],
): Promise<CopyFigures> {
  const copy = `${folder}/advice-${database}.db`;
  await copyDatabase(file, copy);
  const timed = timeable(copy, database, planned);
  const before = timesOf(copy, timed);
  const indexes = build(copy, chosen);
  const first = timesOf(copy, timed);
  const times = { before, after: first, timed };
  const seen = chosen.filter((one) => isWorthIt(one, times));
  const doubtful = seen.filter((one) => !isWorthIt(one, times, CERTAIN));
  dropOthers(copy, chosen, without(seen, doubtful));
  const slower = doubtful.length === 0 ? before : quicker(before, timesOf(copy, timed));
  const confirmed = doubtful.filter((one) => isWorthIt(one, { ...times, before: slower }));
  rebuild(copy, confirmed);
  const kept = without(seen, without(doubtful, confirmed));
  const after = kept.length === chosen.length ? first : timesOf(copy, timed);
  const statements = new Map(
    [...before].flatMap(([id, { ms }]) => {
      const then = after.get(id);
      return then === undefined ? [] : [[id, { beforeMs: ms, afterMs: then.ms }] as const];
    }),
  );
  return { kept, indexes, statements };
}

interface Timed {
  readonly id: string;
  readonly database: DatabaseName;
  readonly title: string;
  readonly sql: string;
}

function timeable(
  copy: string,
  database: DatabaseName,
  planned: readonly Planned[],
): readonly Timed[] {
  const db = new Database(copy, { readonly: true });
  try {
    return planned.flatMap(({ statement, scopes }) => {
      const sql = withValues(db, statement, scopes);
      return sql === null ? [] : [{ id: statement.id, database, title: '', sql }];
    });
  } finally {
    db.close();
  }
}

type Times = ReadonlyMap<string, { readonly ms: number; readonly indexes: readonly string[] }>;

/** Statements that are no SELECT, or that fail, have no time. */
const timesOf = (copy: string, timed: readonly Timed[]): Times =>
  new Map(
    measure(copy, timed).flatMap(({ id, medianMs, indexes }) =>
      medianMs === null ? [] : [[id, { ms: medianMs, indexes }] as const],
    ),
  );

/** An index stays for a statement that it made quicker, or for one that cannot be timed. */
function isWorthIt(
  { name, table }: NamedCandidate,
  { before, after, timed }: { before: Times; after: Times; timed: readonly Timed[] },
  gain = WORTH_IT,
): boolean {
  const users = [...after].filter(([, { indexes }]) => indexes.includes(name));
  if (users.some(([id, { ms }]) => (before.get(id)?.ms ?? 0) > ms * gain)) return true;
  const untimed = timed.some(({ id, sql }) => !after.has(id) && sql.includes(table));
  return users.length === 0 && untimed;
}

const without = <T>(all: readonly T[], some: readonly T[]): readonly T[] =>
  all.filter((one) => !some.includes(one));

/** The quicker of two times of each statement: what is slower than both is slower. */
const quicker = (times: Times, others: Times): Times =>
  new Map(
    [...times].map(([id, time]) => {
      const other = others.get(id);
      return [id, other !== undefined && other.ms < time.ms ? other : time];
    }),
  );

function rebuild(copy: string, chosen: readonly NamedCandidate[]): void {
  const db = new Database(copy);
  try {
    for (const { sql } of chosen) db.prepare(sql).run();
  } finally {
    db.close();
  }
}

function build(copy: string, chosen: readonly NamedCandidate[]): ReadonlyMap<string, IndexFigures> {
  const db = new Database(copy);
  try {
    db.pragma('synchronous = OFF');
    dropTriggers(db);
    const size = db
      .prepare<[string], number>('SELECT pgsize FROM dbstat WHERE name = ? AND aggregate = 1')
      .pluck();
    return new Map(
      chosen.map((one) => {
        const cheaper = insertMs(db, one.table);
        const started = performance.now();
        db.prepare(one.sql).run();
        const buildMs = performance.now() - started;
        const dearer = insertMs(db, one.table);
        const insertUs =
          cheaper === null || dearer === null
            ? null
            : Math.max(0, ((dearer - cheaper) * 1000) / INSERTS);
        return [one.name, { buildMs, bytes: size.get(one.name) ?? 0, insertUs }];
      }),
    );
  } finally {
    db.close();
  }
}

/** On the copy only: what the owner's triggers do is not what an index costs. */
function dropTriggers(db: Database.Database): void {
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .pluck()
    .all();
  for (const name of names) db.prepare(`DROP TRIGGER ${quoteName(name)}`).run();
}

/** Takes rows out, and times how long it takes to put them in again; all is rolled back. */
function insertMs(db: Database.Database, table: string): number | null {
  const shape = tableShapes(db).get(table.toLowerCase());
  const name = quoteName(table);
  const columns = db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table)
    .map(quoteName)
    .join(', ');
  if (shape === undefined) return null;
  try {
    db.pragma('foreign_keys = OFF');
    db.exec('BEGIN');
    db.exec(
      `CREATE TEMP TABLE lookout_rows AS SELECT ${columns} FROM ${name}
        WHERE rowid % MAX(1, (SELECT MAX(rowid) FROM ${name}) / ${INSERTS}) = 0 LIMIT ${INSERTS};
       DELETE FROM ${name}
        WHERE rowid % MAX(1, (SELECT MAX(rowid) FROM ${name}) / ${INSERTS}) = 0;`,
    );
    const times = Array.from({ length: INSERT_RUNS }, () => {
      db.exec('SAVEPOINT again');
      const started = performance.now();
      db.exec(`INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM lookout_rows`);
      const took = performance.now() - started;
      db.exec('ROLLBACK TO again; RELEASE again');
      return took;
    });
    const rows = db.prepare<[], number>('SELECT COUNT(*) FROM lookout_rows').pluck().get() ?? 0;
    return rows === 0 ? null : (Math.min(...times) / rows) * INSERTS;
  } catch {
    // A table without rowids, or with rules of its own: it cannot be tried this way.
    return null;
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

function dropOthers(
  copy: string,
  chosen: readonly NamedCandidate[],
  kept: readonly NamedCandidate[],
): void {
  const db = new Database(copy);
  try {
    for (const one of chosen) {
      if (!kept.includes(one)) db.prepare(`DROP INDEX ${quoteName(one.name)}`).run();
    }
  } finally {
    db.close();
  }
}
