import type Database from 'better-sqlite3';
import { candidatesOf, keyOf, type Candidate } from './advise-candidates.ts';
import { tableShapes } from './advise-schema.ts';
import { scopesOf, type Scope } from './advise-scopes.ts';
import type { WorkloadStatement } from './advise-statements.ts';
import { createIndexSql } from './definition.ts';
import { queryPlan, type QueryPlan } from './explain.ts';
import { planCost } from './plan-cost.ts';
import { quoteName } from './quote.ts';
import { isWord } from './tokens.ts';

/** Each index has to be kept up by every writer: it must bring more than this. */
const PRICE_OF_AN_INDEX = 4;
const PRICE_OF_A_COLUMN = 1;
const MOST_INDEXES = 20;

/** A statement that this database can plan, with what may help it. */
export interface Planned {
  readonly statement: WorkloadStatement;
  readonly before: QueryPlan;
  readonly scopes: readonly Scope[];
  readonly candidates: readonly Candidate[];
}

export interface NamedCandidate extends Candidate {
  readonly name: string;
  readonly sql: string;
}

/**
 * The plan of a statement on an empty copy in memory, and what may help it. Nothing is ever run.
 * Throws SQLite's error where this schema does not know it.
 */
export function planStatement(clone: Database.Database, statement: WorkloadStatement): Planned {
  const tables = tableShapes(clone);
  const before = queryPlan(clone, statement.sql);
  const scopes = scopesOf(statement.tokens, tables);
  return { statement, before, scopes, candidates: candidatesOf(scopes, tables) };
}

/**
 * The smallest set of new indexes that serves these statements, as SQLite's own planner has it on an
 * empty copy in memory: each step adds the one that saves most, until none is worth its price; then
 * those that the later ones made superfluous are left out again. `names` are those that some
 * definitions have already (by `keyOf`).
 */
export function chooseIndexes(
  clone: Database.Database,
  planned: readonly Planned[],
  names: ReadonlyMap<string, string> = new Map(),
): readonly NamedCandidate[] {
  const trial = new PlanTrial(clone, planned, names);
  const pool = new Map(
    planned.flatMap(({ candidates }) => candidates.map((one) => [keyOf(one), one] as const)),
  );
  const chosen: NamedCandidate[] = [];
  while (chosen.length < MOST_INDEXES) {
    const best = [...pool.values()]
      .map((one) => ({ one, saved: trial.saved(one) - priceOf(one) }))
      .reduce<{ one: Candidate; saved: number } | null>(
        (most, next) => (next.saved > (most?.saved ?? 0) ? next : most),
        null,
      );
    if (best === null) break;
    chosen.push(trial.add(best.one));
    pool.delete(keyOf(best.one));
  }
  for (const one of planned) chosen.push(...trial.addTogether(one));
  return chosen.filter((one) => !trial.removeIfSuperfluous(one, priceOf(one)));
}

const priceOf = ({ columns }: Candidate): number =>
  PRICE_OF_AN_INDEX + columns.length * PRICE_OF_A_COLUMN;

/** Adds indexes to the copy in memory, for good or for one look, and counts what plans cost then. */
class PlanTrial {
  readonly #db: Database.Database;
  readonly #planned: readonly Planned[];
  readonly #names: ReadonlyMap<string, string>;
  readonly #costs: Map<Planned, number>;

  constructor(
    db: Database.Database,
    planned: readonly Planned[],
    names: ReadonlyMap<string, string>,
  ) {
    this.#db = db;
    this.#planned = planned;
    this.#names = names;
    this.#costs = new Map(planned.map((one) => [one, this.#cost(one)]));
  }

  /** What all statements together would save with one index more. */
  saved(candidate: Candidate): number {
    const touched = this.#planned.filter(({ candidates }) =>
      candidates.some(({ table }) => table === candidate.table),
    );
    this.#db.exec('SAVEPOINT look');
    try {
      if (this.#attempt(candidate).length === 0) return 0;
      return touched.reduce((sum, one) => sum + (this.#costs.get(one) ?? 0) - this.#cost(one), 0);
    } finally {
      this.#db.exec('ROLLBACK TO look; RELEASE look');
    }
  }

  add(candidate: Candidate): NamedCandidate {
    const named = this.#named(candidate);
    this.#db.prepare(named.sql).run();
    this.#remember();
    return named;
  }

  /**
   * An OR is served only when each of its sides is: tries all that may help a statement at once, and
   * adds those that its plan uses then, if they are worth their price together.
   */
  addTogether(one: Planned): readonly NamedCandidate[] {
    this.#db.exec('SAVEPOINT look');
    const all = one.candidates.flatMap((candidate) => this.#attempt(candidate));
    const { indexes } = queryPlan(this.#db, one.statement.sql);
    const used = all.filter(({ name }) => indexes.includes(name));
    const saved = (this.#costs.get(one) ?? 0) - this.#cost(one);
    this.#db.exec('ROLLBACK TO look; RELEASE look');
    const price = used.reduce((sum, candidate) => sum + priceOf(candidate), 0);
    return used.length > 1 && saved > price ? used.map((candidate) => this.add(candidate)) : [];
  }

  #attempt(candidate: Candidate): readonly NamedCandidate[] {
    try {
      const named = this.#named(candidate);
      this.#db.prepare(named.sql).run();
      return [named];
    } catch {
      // A collation or function that is not known here: SQLite could not build it either.
      return [];
    }
  }

  removeIfSuperfluous({ name }: NamedCandidate, price: number): boolean {
    this.#db.exec('SAVEPOINT look');
    this.#db.prepare(`DROP INDEX ${quoteName(name)}`).run();
    const worse = this.#planned.reduce(
      (sum, one) => sum + this.#cost(one) - (this.#costs.get(one) ?? 0),
      0,
    );
    const superfluous = worse < price;
    this.#db.exec(superfluous ? 'RELEASE look' : 'ROLLBACK TO look; RELEASE look');
    if (superfluous) this.#remember();
    return superfluous;
  }

  #remember(): void {
    for (const one of this.#planned) this.#costs.set(one, this.#cost(one));
  }

  #cost({ statement: { sql, tokens } }: Planned): number {
    return planCost(
      queryPlan(this.#db, sql),
      tokens.some((token) => isWord(token, 'limit')),
    );
  }

  /** A name that says what it is, and that nothing else has. */
  #named(candidate: Candidate): NamedCandidate {
    const words = [candidate.table, ...candidate.columns.map((column) => column.name)];
    const own = this.#names.get(keyOf(candidate));
    const base =
      own ?? `idx_${words.map((word) => word.replaceAll(/\W+/g, '_')).join('_')}`.slice(0, 64);
    const taken = this.#db
      .prepare<[string], number>('SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?)')
      .pluck();
    let name = base;
    for (let more = 2; taken.get(name) !== undefined; more += 1) name = `${base}_${more}`;
    const sql = createIndexSql(candidate.table, name, candidate);
    return { ...candidate, name, sql };
  }
}
