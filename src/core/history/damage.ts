import type Database from 'better-sqlite3';

/** A stretch of the record, ms, of which something cannot be read any more. */
export interface DamagedStretch {
  readonly from: number;
  readonly to: number;
}

const MOST = 1000;

/** What of one history file turned out to be damaged while it was read: each row once. */
export class Damage {
  readonly #rows = new Map<string, DamagedStretch>();
  #around: DamagedStretch | null = null;
  #untold: DamagedStretch[] = [];

  note(what: string, from: number, to: number): void {
    const key = `${what} ${from}`;
    if (this.#rows.has(key) || this.#rows.size >= MOST) return;
    const stretch = { from, to };
    this.#rows.set(key, stretch);
    this.#untold.push(stretch);
    this.#around = {
      from: Math.min(from, this.#around?.from ?? from),
      to: Math.max(to, this.#around?.to ?? to),
    };
  }

  /** Those that were found since this was last asked for. */
  takeUntold(): readonly DamagedStretch[] {
    const untold = this.#untold;
    if (untold.length > 0) this.#untold = [];
    return untold;
  }

  /** From the oldest to the newest of it; null where all could be read. */
  get around(): DamagedStretch | null {
    return this.#around;
  }
}

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
  { what, from, to }: DamagedStretch & { readonly what: string },
  decode: () => T,
): T | null {
  try {
    return decode();
  } catch {
    damage.note(what, from, to);
    return null;
  }
}
