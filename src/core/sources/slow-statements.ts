import type { Database, Statement } from 'better-sqlite3';
import type { DatabaseName, SlowStatement } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import { queryPlan } from '../maintenance/explain.ts';
import { indexesFor } from '../maintenance/advise-one.ts';

/** A statement that takes longer is worth telling; the reference's budget of the queue query. */
const BUDGET_MS = 50;
/** Statements that are remembered; those that were slow longest ago make way. */
const MOST = 20;
const LONGEST_SQL = 4_000;

interface Options {
  readonly database: DatabaseName;
  readonly clock: Clock;
  readonly budgetMs?: number | undefined;
}

type Explained = Pick<SlowStatement, 'plan' | 'wouldHelp'>;

/**
 * Which statements of Lookout's own reading are slow, by their text. A statement that is fast costs
 * two looks at the clock; one that is slow is explained once for as long as definitions stay.
 */
export class SlowStatements {
  readonly #options: Options;
  readonly #budgetMs: number;
  readonly #slow = new Map<string, SlowStatement>();
  #isExplaining = false;

  constructor(options: Options) {
    this.#options = options;
    this.#budgetMs = options.budgetMs ?? BUDGET_MS;
  }

  /** From now on every statement that is prepared on this connection is timed. */
  watch(db: Database): void {
    const prepare = db.prepare.bind(db);
    Object.defineProperty(db, 'prepare', {
      value: (sql: string) => this.#timed(db, sql, prepare(sql)),
    });
  }

  /** Other definitions, other plans: what was slow may not be so any more. */
  forget(): void {
    this.#slow.clear();
  }

  /** The longest first. */
  list(): readonly SlowStatement[] {
    return [...this.#slow.values()].toSorted((a, b) => b.maxMs - a.maxMs);
  }

  #timed(db: Database, sql: string, statement: Statement): Statement {
    for (const name of ['all', 'get'] as const) {
      const run = statement[name].bind(statement);
      Object.defineProperty(statement, name, {
        value: (...values: unknown[]): unknown => {
          const start = performance.now();
          const result = run(...values);
          this.#took(db, sql, performance.now() - start);
          return result;
        },
      });
    }
    return statement;
  }

  #took(db: Database, sql: string, ms: number): void {
    if (this.#isExplaining) return;
    if (ms >= this.#budgetMs) this.#note(db, sql, ms);
    else if (this.#slow.size > 0) {
      const known = this.#slow.get(sql);
      if (known !== undefined) this.#slow.set(sql, { ...known, lastMs: ms });
    }
  }

  #note(db: Database, sql: string, ms: number): void {
    const { clock, database } = this.#options;
    const at = clock();
    const known = this.#slow.get(sql);
    this.#slow.delete(sql);
    this.#slow.set(sql, {
      database,
      sql: sql.trim().slice(0, LONGEST_SQL),
      budgetMs: this.#budgetMs,
      times: (known?.times ?? 0) + 1,
      firstAt: known?.firstAt ?? at,
      lastAt: at,
      lastMs: ms,
      maxMs: Math.max(known?.maxMs ?? 0, ms),
      ...(known ? { plan: known.plan, wouldHelp: known.wouldHelp } : this.#explain(db, sql)),
    });
    const [oldest] = this.#slow.keys();
    if (this.#slow.size > MOST && oldest !== undefined) this.#slow.delete(oldest);
  }

  #explain(db: Database, sql: string): Explained {
    this.#isExplaining = true;
    try {
      const plan = queryPlan(db, sql).lines;
      return { plan, wouldHelp: indexesFor(db, this.#options.database, sql) };
    } catch {
      // It was run a moment ago: what cannot be explained then is only told with its time.
      return { plan: [], wouldHelp: [] };
    } finally {
      this.#isExplaining = false;
    }
  }
}
