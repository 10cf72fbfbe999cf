import type { Database, Statement } from 'better-sqlite3';
import type { Problem, StatusCount } from '../../shared/model.ts';
import { Part, type Tick } from '../sources/budget.ts';
import type { Clock } from '../clock.ts';
import { WAITING, type QueueShape } from './shape.ts';
import { plainText } from './text.ts';
import type { Stored } from '../sources/stored.ts';

export interface Counts {
  readonly waiting: number;
  readonly inFlight: number;
  readonly byStatus: readonly StatusCount[];
}

interface Row {
  readonly status: Stored;
  readonly count: number;
}

/** More statuses than this are no statuses; the rest is counted together. */
const MOST_STATUSES = 64;

/** Counts the tasks of a queue by status. */
export interface CountsReader {
  read(tick: Tick): Counts;
  isOwed(now: number): boolean;
  spentOffTickMs(): number;
  limits(): readonly Problem[];
  /** Whether the last `read` counted everything itself. */
  isWhole(): boolean;
}

/** With an index that begins with the status: by range. Without: one pass over the table. */
export function countsReader(db: Database, shape: QueueShape, stopwatch: Clock): CountsReader {
  const { statusIndex } = shape;
  return statusIndex === null
    ? scanning(db, shape)
    : new RangeCounts(db, shape, statusIndex, stopwatch);
}

function scanning(db: Database, shape: QueueShape): CountsReader {
  const groups = db.prepare<[], Row>(groupByStatus(shape));
  return {
    read: ({ now }) =>
      toCounts(
        shape,
        groups.all().map((row) => ({ ...row, asOf: now })),
      ),
    isOwed: () => false,
    spentOffTickMs: () => 0,
    limits: () => [],
    isWhole: () => true,
  };
}

const groupByStatus = ({ table, alive }: QueueShape): string =>
  `SELECT status, COUNT(*) AS count FROM ${table} WHERE 1 ${alive} GROUP BY status`;

/**
 * The live statuses by range, which costs as much as there are live tasks. What is kept as history
 * is counted as a part of its own, in the same transaction when it is its turn.
 */
class RangeCounts implements CountsReader {
  readonly #shape: QueueShape;
  readonly #live: readonly string[];
  readonly #count: Statement<[Stored], number>;
  readonly #countNull: Statement<[], number>;
  readonly #history: Part<readonly Row[]>;
  readonly #readHistory: (live: readonly Row[]) => Row[];

  constructor(db: Database, shape: QueueShape, index: string, stopwatch: Clock) {
    const { table, alive, columns } = shape;
    this.#shape = shape;
    this.#live = [WAITING, ...columns.inFlight];
    const from = `SELECT COUNT(*) FROM ${table} INDEXED BY ${index} WHERE status`;
    this.#count = db.prepare<[Stored], number>(`${from} = ? ${alive}`).pluck();
    this.#countNull = db.prepare<[], number>(`${from} IS NULL ${alive}`).pluck();
    this.#history = new Part({ what: `how many ${shape.name} are finished`, stopwatch });
    this.#readHistory =
      alive === ''
        ? this.#bySubtraction(db, index)
        : this.#byGroup(db.prepare(groupByStatus(shape)));
  }

  read(tick: Tick): Counts {
    const live = this.#live.map((status) => ({ status, count: this.#count.get(status) ?? 0 }));
    const history = this.#history.read(tick, () => this.#readHistory(live));
    return toCounts(this.#shape, [
      ...live.map((row) => ({ ...row, asOf: tick.now })),
      ...history.value.map((row) => ({ ...row, asOf: history.asOf })),
    ]);
  }

  isOwed(now: number): boolean {
    return this.#history.isOwed(now);
  }

  spentOffTickMs(): number {
    return this.#history.spentMs;
  }

  limits(): readonly Problem[] {
    const limit = this.#history.limit();
    return limit === null ? [] : [limit];
  }

  isWhole(): boolean {
    return this.#history.until === null;
  }

  /**
   * The status that most rows have is what is left of the total: a bare COUNT(*) is several times
   * cheaper than counting that range.
   */
  #bySubtraction(db: Database, index: string): (live: readonly Row[]) => Row[] {
    const { table } = this.#shape;
    const total = db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck();
    const nextStatus = db
      .prepare<[Stored], Stored>(
        `SELECT status FROM ${table} INDEXED BY ${index} WHERE status > ? ORDER BY status LIMIT 1`,
      )
      .pluck();
    const firstStatus = db
      .prepare<[], Stored>(
        `SELECT status FROM ${table} INDEXED BY ${index} WHERE status IS NOT NULL ORDER BY status LIMIT 1`,
      )
      .pluck();
    return (live) => {
      const rest: Row[] = [{ status: null, count: this.#countNull.get() ?? 0 }];
      let status = firstStatus.get();
      for (let seen = 0; status !== undefined && seen < MOST_STATUSES; seen++) {
        const isCounted = status === 'completed' || this.#live.some((known) => known === status);
        if (!isCounted) rest.push({ status, count: this.#count.get(status) ?? 0 });
        status = nextStatus.get(status);
      }
      const counted = [...live, ...rest].reduce((sum, row) => sum + row.count, 0);
      const left = (total.get() ?? 0) - counted;
      if (status === undefined) return [...rest, { status: 'completed', count: left }];
      // More statuses than can be told apart: what is left is no longer one of them.
      const completed = this.#count.get('completed') ?? 0;
      return [
        ...rest,
        { status: 'completed', count: completed },
        { status: '(others)', count: left - completed },
      ];
    };
  }

  #byGroup(groups: Statement<[], Row>): () => Row[] {
    return () => groups.all().filter((row) => !this.#live.some((status) => status === row.status));
  }
}

function toCounts(
  { columns }: QueueShape,
  rows: readonly (Row & { readonly asOf: number })[],
): Counts {
  const sum = (statuses: readonly string[]): number =>
    rows.reduce(
      (total, { status, count }) =>
        typeof status === 'string' && statuses.includes(status) ? total + count : total,
      0,
    );
  return {
    waiting: sum([WAITING]),
    inFlight: sum(columns.inFlight),
    byStatus: rows
      .filter((row) => row.count > 0)
      .map(({ status, count, asOf }) => ({
        status: plainText(status, 60) ?? '(none)',
        count,
        asOf,
      })),
  };
}

/** Tasks with exactly this status. */
export const countOf = (counts: Counts, status: string): number =>
  counts.byStatus.find((row) => row.status === status)?.count ?? 0;
