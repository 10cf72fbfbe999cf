import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type Database from 'better-sqlite3';
import { ensureSystemPackages } from '../../scripts/lib/system-libraries.mjs';
import { chooseIndexes, planStatement } from '../../src/core/maintenance/advise.ts';
import { statementOf } from '../../src/core/maintenance/advise-statements.ts';
import { cloneSchema } from '../../src/core/maintenance/clone.ts';
import { queryPlan, type QueryPlan } from '../../src/core/maintenance/explain.ts';
import { makePlace } from '../core/maintenance/support.ts';
import { expect } from './lib/build-database.ts';
import type { Trial } from './lib/trial.ts';
import { workload } from './lib/workload.ts';

export const name = 'advisor';

const ROWS = 100_000;
const RUNS = 5;
const LOOKS = 4;
/** Two runs of the same plan differ by less. */
const SAME_TIMES = 1.25;
const SAME_MS = 0.3;

const runProgram = promisify(execFile);

/** What one set of indexes brings for one statement. */
interface Outcome {
  readonly sql: readonly string[];
  readonly plan: QueryPlan;
  readonly ms: number;
}

/**
 * Our advice for each statement of a workload against that of the sqlite3 shell's `.expert`: its plan
 * reads no more whole tables and sorts no more, or its time is no longer.
 */
export async function run(trial: Trial): Promise<void> {
  await ensureSystemPackages([['sqlite3']]);
  const place = makePlace(trial.times(ROWS));
  const total = {
    ours: 0,
    theirs: 0,
    none: 0,
    same: 0,
    better: 0,
    oursIndexes: 0,
    theirIndexes: 0,
  };
  try {
    for (const database of ['assigner', 'architect'] as const) {
      const file = place[database];
      const db = place.open(file);
      for (const sql of workload[database]) {
        await trial.check(sql, async () => {
          const [mine, other] = [ourAdvice(db, sql), await theirAdvice(file, sql)];
          let [ours, theirs] = [outcomeOf(db, sql, mine), outcomeOf(db, sql, other)];
          // A busy moment hits one side only: what looks worse is looked at again, a few times.
          for (let look = 1; look < LOOKS && !isNoWorse(ours, theirs); look += 1) {
            ours = quicker(ours, outcomeOf(db, sql, mine));
            theirs = quicker(theirs, outcomeOf(db, sql, other));
          }
          const none = outcomeOf(db, sql, []);
          total.ours += ours.ms;
          total.theirs += theirs.ms;
          total.none += none.ms;
          total.oursIndexes += ours.sql.length;
          total.theirIndexes += theirs.sql.length;
          total.same += shape(ours) === shape(theirs) ? 1 : 0;
          total.better += ours.ms * SAME_TIMES + SAME_MS < theirs.ms ? 1 : 0;
          requireNoWorse(ours, theirs);
        });
      }
    }
  } finally {
    await place.remove();
  }
  trial.figure('statements', workload.assigner.length + workload.architect.length, '');
  trial.figure('the same plan as with .expert', total.same, '');
  trial.figure('measurably quicker than with .expert', total.better, '');
  trial.figure('indexes advised, one statement at a time', total.oursIndexes, '');
  trial.figure('indexes that .expert advises', total.theirIndexes, '');
  trial.figure('all statements without an index', total.none, 'ms');
  trial.figure('all statements, with ours', total.ours, 'ms');
  trial.figure("all statements, with .expert's", total.theirs, 'ms');
}

function ourAdvice(db: Database.Database, sql: string): readonly string[] {
  const clone = cloneSchema(db).db;
  try {
    return chooseIndexes(clone, [planStatement(clone, statementOf('one', sql))]).map(
      (one) => one.sql,
    );
  } finally {
    clone.close();
  }
}

async function theirAdvice(file: string, sql: string): Promise<readonly string[]> {
  const { stdout } = await runProgram('sqlite3', ['-readonly', file, '-cmd', '.expert', sql]);
  return stdout.split('\n').flatMap((line) => /^CREATE INDEX [^;]+/.exec(line)?.[0] ?? []);
}

/** Builds the indexes, looks, and takes them back. */
function outcomeOf(db: Database.Database, sql: string, indexes: readonly string[]): Outcome {
  db.exec('BEGIN');
  try {
    for (const one of indexes) db.prepare(one).run();
    const statement = db.prepare(sql);
    const times = Array.from({ length: RUNS + 1 }, () => {
      const started = performance.now();
      statement.all();
      return performance.now() - started;
    });
    return { sql: indexes, plan: queryPlan(db, sql), ms: Math.min(...times.slice(1)) };
  } finally {
    db.exec('ROLLBACK');
  }
}

/** A plan without the names of its indexes. */
const shape = ({ plan }: Outcome): string =>
  plan.lines.map((line) => line.replace(/INDEX \S+/, 'INDEX').replace(' COVERING', '')).join('\n');

const count = ({ lines }: QueryPlan, what: RegExp): number =>
  lines.filter((line) => what.test(line)).length;

const quicker = (one: Outcome, other: Outcome): Outcome => (other.ms < one.ms ? other : one);

function isNoWorse(ours: Outcome, theirs: Outcome): boolean {
  const weigh = ({ plan }: Outcome) =>
    count(plan, /^\s*SCAN (?!.* USING )(?!CONSTANT)/) + count(plan, /TEMP B-TREE/);
  const planned = weigh(ours) <= weigh(theirs) && ours.ms <= theirs.ms * 2 + SAME_MS;
  return planned || ours.ms <= theirs.ms * SAME_TIMES + SAME_MS;
}

function requireNoWorse(ours: Outcome, theirs: Outcome): void {
  expect(
    isNoWorse(ours, theirs),
    `ours ${ours.ms.toFixed(2)} ms (${ours.sql.join('; ')}: ${shape(ours)}), theirs ${theirs.ms.toFixed(2)} ms (${theirs.sql.join('; ')}: ${shape(theirs)})`,
  );
}
