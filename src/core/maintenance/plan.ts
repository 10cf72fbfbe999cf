import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type {
  Concern,
  Estimate,
  IndexPlan,
  PredictedPlan,
  QueryMeasure,
} from '../../shared/maintenance.ts';
import { fileSize } from '../../shared/words.ts';
import { wantedDefinition, wantedSql, type Catalogue, type CatalogueEntry } from './catalogue.ts';
import { cloneSchema } from './clone.ts';
import { estimate } from './estimate.ts';
import { explain, isGoodWith } from './explain.ts';
import { fingerprint } from './fingerprint.ts';
import { identityOf } from './identity.ts';
import { judge } from './inspect.ts';
import { measure, openToMeasure } from './measure.ts';
import { quoteName } from './quote.ts';

/** The application's workers wait this long for a lock before they fail. */
const WRITERS_PATIENCE_MS = 30_000;
/** The index itself, its copy in the log or journal, and the sorter's temporary file. */
const WANTED_TIMES_SIZE = 3;

export interface PlanOptions {
  readonly file: string;
  readonly catalogue: Catalogue;
  readonly entries: readonly CatalogueEntry[];
  readonly asReference: boolean;
  readonly replace: readonly string[];
  /** Skip the timing of queries. */
  readonly quick: boolean;
}

/** What would be done about each entry of one database file. Reads only. */
export function planIndexes(options: PlanOptions): readonly IndexPlan[] {
  const identity = identityOf(options.file);
  const db = openToMeasure(options.file);
  try {
    return options.entries.map((entry) => planOne(db, identity, entry, options));
  } finally {
    db.close();
  }
}

function planOne(
  db: Database.Database,
  identity: string,
  entry: CatalogueEntry,
  { file, catalogue, asReference, replace, quick }: PlanOptions,
): IndexPlan {
  const { state, reason, found } = judge(db, entry, asReference);
  const replacing =
    (state === 'drifted' || state === 'improvable') &&
    isReplaceable(found) &&
    replace.includes(entry.name);
  const removes = replacing && found?.sql ? { name: found.name, sql: found.sql } : null;
  const action = state === 'missing' ? 'create' : removes === null ? 'none' : 'replace';
  const active = action !== 'none';
  const size = active ? estimate(db, entry.table, wantedDefinition(entry, asReference)) : null;
  const journalMode = String(db.pragma('journal_mode', { simple: true }));
  const freeBytes = freeDisk(file);
  const wantedBytes = size && size.bytes * WANTED_TIMES_SIZE;
  return {
    database: entry.database,
    file,
    table: entry.table,
    name: entry.name,
    state,
    reason,
    action,
    statements: active
      ? [
          ...(removes ? [`DROP INDEX ${quoteName(removes.name)}`] : []),
          wantedSql(entry, asReference),
        ]
      : [],
    removes,
    estimate: size,
    journalMode,
    waits: size === null ? 'Nobody waits: nothing is done.' : waitsFor(journalMode, size),
    freeBytes,
    wantedBytes,
    predicted: active ? predict(db, entry, catalogue, asReference, removes?.name ?? null) : [],
    now: active && !quick ? measureNow(file, entry, catalogue) : [],
    concerns: size === null ? [] : concernsOf(size, freeBytes, state),
    fingerprint: fingerprint(db, entry.table),
    identity,
  };
}

/** Only an index of that table, made by CREATE INDEX, can be replaced; nothing else of that name. */
const isReplaceable = (
  found: { readonly sql: string | null; readonly keys: readonly unknown[] } | null,
): boolean => found !== null && found.sql !== null && found.keys.length > 0;

function measureNow(
  file: string,
  entry: CatalogueEntry,
  { queries }: Catalogue,
): readonly QueryMeasure[] {
  return measure(file, queriesOf(entry, queries));
}

const queriesOf = (entry: CatalogueEntry, queries: Catalogue['queries']): Catalogue['queries'] =>
  queries.filter(({ id }) => entry.queries.includes(id));

/** Plans on an empty copy in memory that has the index already. */
function predict(
  db: Database.Database,
  entry: CatalogueEntry,
  { queries }: Catalogue,
  asReference: boolean,
  removes: string | null,
): readonly PredictedPlan[] {
  const clone = cloneSchema(db);
  try {
    if (removes !== null) clone.db.prepare(`DROP INDEX ${quoteName(removes)}`).run();
    clone.db.prepare(wantedSql(entry, asReference)).run();
    return queriesOf(entry, queries).flatMap(({ id, sql }) => {
      try {
        const plan = explain(clone.db, sql);
        return [{ queryId: id, plan: plan.lines, good: isGoodWith(plan, entry.name) }];
      } catch {
        return [];
      }
    });
  } catch {
    // The owner's schema cannot be had in memory: there is no prediction, and nothing else fails.
    return [];
  } finally {
    clone.db.close();
  }
}

function freeDisk(file: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    return null;
  }
}

const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

const spanOf = ({ buildMs, lowMs, highMs }: Estimate): string =>
  `about ${seconds(buildMs)} (${seconds(lowMs)} to ${seconds(highMs)})`;

function waitsFor(journalMode: string, size: Estimate): string {
  return journalMode === 'wal'
    ? `Readers go on. Writers wait for the whole build, ${spanOf(size)}.`
    : `Writers wait for the whole build, ${spanOf(size)}; readers only for its last part, the commit.`;
}

function concernsOf(
  size: Estimate,
  freeBytes: number | null,
  state: IndexPlan['state'],
): readonly Concern[] {
  const concerns: Concern[] = [];
  const wanted = size.bytes * WANTED_TIMES_SIZE;
  if (freeBytes === null) {
    concerns.push({ level: 'note', text: 'How much of the disk is free could not be found out.' });
  } else if (freeBytes < wanted) {
    concerns.push({
      level: 'stop',
      text: `The disk has ${fileSize(freeBytes)} free; three times the index's size (${fileSize(wanted)}) is wanted.`,
    });
  }
  if (size.highMs > WRITERS_PATIENCE_MS) {
    concerns.push({
      level: 'second-yes',
      text: `The build may take ${seconds(size.highMs)}. The application's writers give up after ${seconds(WRITERS_PATIENCE_MS)}.`,
    });
  }
  if (state === 'drifted') {
    concerns.push({
      level: 'note',
      text: 'Somebody made the index that is there on purpose, perhaps. It is kept in the journal and can be put back.',
    });
  }
  return concerns;
}
