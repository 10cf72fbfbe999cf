import type Database from 'better-sqlite3';
import { z } from 'zod';
import { damageOf, readable, type Damage } from './damage.ts';
import { DAY } from './levels.ts';
import { squeeze, unsqueeze } from './pack.ts';

/** Time in each state, ms, by session. */
export type Utilisation = ReadonlyMap<string, ReadonlyMap<string, number>>;

const storedSchema = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number()]))]));

const encode = (day: Utilisation): Uint8Array =>
  squeeze(JSON.stringify([...day].map(([session, states]) => [session, [...states]])));

const decode = (data: Uint8Array): Utilisation =>
  new Map(
    storedSchema
      .parse(JSON.parse(unsqueeze(data).toString()))
      .map(([session, states]) => [session, new Map(states)]),
  );

/** Adds to what is there. */
export function addTime(
  sums: Map<string, Map<string, number>>,
  session: string,
  state: string,
  ms: number,
): void {
  let states = sums.get(session);
  if (states === undefined) sums.set(session, (states = new Map()));
  states.set(state, (states.get(state) ?? 0) + ms);
}

/** The days of one root, each with the time that every session spent in each state. */
export class Days {
  readonly #root: number;
  readonly #damage: Damage;
  readonly #sql;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#sql = {
      put: db.prepare('INSERT OR REPLACE INTO day (root, day, data) VALUES (?, ?, ?)'),
      between: db.prepare<[number, number, number], { day: number; data: Uint8Array }>(
        'SELECT day, data FROM day WHERE root = ? AND day >= ? AND day < ? ORDER BY day',
      ),
      last: db
        .prepare<[number], number>('SELECT day FROM day WHERE root = ? ORDER BY day DESC LIMIT 1')
        .pluck(),
      forget: db.prepare('DELETE FROM day WHERE root = ? AND day < ?'),
    };
  }

  put(day: number, times: Utilisation): void {
    this.#sql.put.run(this.#root, day, encode(times));
  }

  /** Those that start in [from, to), oldest first; one that is damaged is left out. */
  between(from: number, to: number): Utilisation[] {
    return this.#sql.between.all(this.#root, from, to).flatMap(({ day, data }) => {
      const stretch = { what: 'day', from: day, to: day + DAY };
      return readable(this.#damage, stretch, () => decode(data)) ?? [];
    });
  }

  has(day: number): boolean {
    return this.#sql.between.get(this.#root, day, day + 1) !== undefined;
  }

  /** Start of the newest; null where there is none. */
  get last(): number | null {
    return this.#sql.last.get(this.#root) ?? null;
  }

  forget(before: number): void {
    this.#sql.forget.run(this.#root, before);
  }
}

interface FormerRow {
  readonly root: number;
  readonly day: number;
  readonly session: string;
  readonly state: string;
  readonly ms: number;
}

/** Brings what earlier versions kept, a row for each session and state, into days. */
export function packDays(db: Database.Database): void {
  const rows = db
    .prepare<[], FormerRow>('SELECT root, day, session, state, ms FROM utilisation')
    .all();
  for (const [root, ofRoot] of Map.groupBy(rows, (row) => row.root)) {
    const days = new Days(db, root);
    for (const [day, ofDay] of Map.groupBy(ofRoot, (row) => row.day)) {
      const times = new Map<string, Map<string, number>>();
      for (const { session, state, ms } of ofDay) addTime(times, session, state, ms);
      days.put(day, times);
    }
  }
  db.exec('DROP TABLE utilisation');
}
