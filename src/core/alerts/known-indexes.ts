import type Database from 'better-sqlite3';
import type { IndexReport } from '../../shared/model.ts';
import { damageOf, soundRows } from '../history/damage.ts';

const INDEX = {
  what: 'known index',
  at: 'lost',
  columns: { name: 'string', lost: 'number' },
} as const;

/**
 * Which indexes of one root were there once, over restarts too, so that one that is gone is told
 * from one that never was.
 */
export class KnownIndexes {
  readonly #root: number;
  readonly #sql;
  /** By name, whether it is lost now. */
  readonly #isLost: Map<string, boolean>;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#sql = {
      put: db.prepare('INSERT OR REPLACE INTO known_index (root, name, lost) VALUES (?, ?, ?)'),
      remove: db.prepare('DELETE FROM known_index WHERE root = ? AND name = ?'),
      all: db.prepare<[number], { name: string; lost: number }>(
        'SELECT name, lost FROM known_index WHERE root = ?',
      ),
    };
    this.#isLost = new Map(
      soundRows(damageOf(db), INDEX, this.#sql.all.all(root)).map(({ name, lost }) => [
        name,
        lost === 1,
      ]),
    );
  }

  /**
   * Those that were there and are missing; of a database that is not in `reports`, as it was last.
   * `takenBack` are those that Lookout itself removed as it was told to.
   */
  lost(reports: readonly IndexReport[], takenBack: ReadonlySet<string> = new Set()): string[] {
    for (const { name, state } of reports) {
      if (state === 'not-applicable') continue;
      const was = this.#isLost.get(name);
      const isLost = state === 'missing';
      if (isLost && takenBack.has(name)) {
        if (was !== undefined) this.forget(name);
        continue;
      }
      if (was === isLost || (isLost && was === undefined)) continue;
      this.#isLost.set(name, isLost);
      this.#sql.put.run(this.#root, name, isLost ? 1 : 0);
    }
    return [...this.#isLost].flatMap(([name, isLost]) => (isLost ? [name] : []));
  }

  /** It is gone, and that is meant: it counts as one that never was. */
  forget(name: string): void {
    this.#isLost.delete(name);
    this.#sql.remove.run(this.#root, name);
  }
}
