import type Database from 'better-sqlite3';
import type { ChartMark } from '../../shared/model.ts';
import { damageOf, soundRows, type Damage } from './damage.ts';

interface StoredMark {
  readonly t: number;
  readonly kind: string;
  readonly text: string;
}

const MARK = {
  what: 'mark',
  at: 't',
  columns: { t: 'number', kind: 'string', text: 'string' },
} as const;
const MOST = 200;
const KINDS: ReadonlySet<string> = new Set<ChartMark['kind']>(['start', 'maintenance', 'target']);
const isMark = (row: { kind: string }): row is ChartMark => KINDS.has(row.kind);

/** What happened at a moment and explains a bend in a chart: indexes made, restarts. */
export class Marks {
  readonly #root: number;
  readonly #insert: Database.Statement<[number, number, string, string]>;
  readonly #damage: Damage;
  readonly #between: Database.Statement<[number, number, number], StoredMark>;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#insert = db.prepare('INSERT INTO mark (root, t, kind, text) VALUES (?, ?, ?, ?)');
    this.#between = db.prepare(
      `SELECT t, kind, text FROM mark WHERE root = ? AND t >= ? AND t < ? ORDER BY t DESC LIMIT ${MOST}`,
    );
  }

  add({ t, kind, text }: ChartMark): void {
    this.#insert.run(this.#root, t, kind, text.slice(0, 200));
  }

  /** The newest marks in [from, to), oldest first. */
  between(from: number, to: number): ChartMark[] {
    const rows = soundRows(this.#damage, MARK, this.#between.all(this.#root, from, to));
    return rows.filter(isMark).toReversed();
  }
}
