import type Database from 'better-sqlite3';

/** A stretch of the record, ms, of which something cannot be read any more; 0 where nobody can tell when. */
export interface DamagedStretch {
  readonly from: number;
  readonly to: number;
}

interface DamagedRow extends DamagedStretch {
  /** What kind of row, for the log. */
  readonly what: string;
}

const MOST = 1000;
/** Rows of the alert log: what is damaged there is missing from a list, not from a chart. */
const ALERT = 'alert';

/** What of one history file turned out to be damaged while it was read: each row once. */
export class Damage {
  readonly #rows = new Set<string>();
  #around: DamagedStretch | null = null;
  #ofAlerts: DamagedStretch | null = null;
  #untold: DamagedRow[] = [];

  note(what: string, from: number, to: number, id: number | string = from): void {
    const key = `${what} ${id}`;
    if (this.#rows.has(key) || this.#rows.size >= MOST) return;
    this.#rows.add(key);
    this.#untold.push({ what, from, to });
    if (what === ALERT) this.#ofAlerts = around(this.#ofAlerts, { from, to });
    else this.#around = around(this.#around, { from, to });
  }

  /** Those that were found since this was last asked for. */
  takeUntold(): readonly DamagedRow[] {
    const untold = this.#untold;
    if (untold.length > 0) this.#untold = [];
    return untold;
  }

  /** From the oldest to the newest of what is drawn or told; null where all could be read. */
  get around(): DamagedStretch | null {
    return this.#around;
  }

  /** From the oldest to the newest alert that cannot be read any more; null where all could. */
  get ofAlerts(): DamagedStretch | null {
    return this.#ofAlerts;
  }
}

const around = (known: DamagedStretch | null, { from, to }: DamagedStretch): DamagedStretch => ({
  from: Math.min(from, known?.from ?? from),
  to: Math.max(to, known?.to ?? to),
});

const known = new WeakMap<Database.Database, Damage>();

/** Whoever reads a file notes here what it could not read, and goes on with the rest. */
export function damageOf(db: Database.Database): Damage {
  let damage = known.get(db);
  if (damage === undefined) known.set(db, (damage = new Damage()));
  return damage;
}

/** What `decode` makes of a row; null, and noted, where its bytes are not what was written. */
export function readable<T>(
  damage: Damage,
  { what, from, to, id }: DamagedRow & { readonly id?: number },
  decode: () => T,
): T | null {
  try {
    return decode();
  } catch {
    damage.note(what, from, to, id);
    return null;
  }
}

type Plain<Row> = {
  readonly [Column in keyof Row]: Row[Column] extends number ? 'number' : 'string';
};

/**
 * Those rows whose columns still hold what was written: where a file is damaged, SQLite hands over
 * bytes or text for a number, and the other way round. The rest is noted and left out; `at` is the
 * column that tells when each was.
 */
export function soundRows<Row extends object>(
  damage: Damage,
  { what, at, columns }: { what: string; at: keyof Row; columns: Plain<Row> },
  rows: readonly Row[],
): readonly Row[] {
  const names = Object.keys(columns).filter((name): name is keyof Row & string => name in columns);
  const isSound = (row: Row): boolean => names.every((name) => typeof row[name] === columns[name]);
  if (rows.every(isSound)) return rows;
  return rows.filter((row) => {
    if (isSound(row)) return true;
    const when = timeOf(row[at]);
    damage.note(what, when, when);
    return false;
  });
}

/** 0 for what is no time. */
export const timeOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
