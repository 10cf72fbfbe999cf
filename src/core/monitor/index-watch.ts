import type { DatabaseName, IndexReport, RedundantIndex } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { inspectIndexes, redundantIndexes } from '../maintenance/inspect.ts';
import { Journal } from '../maintenance/journal.ts';
import type { ArchitectSource } from '../sources/architect-source.ts';
import type { AssignerSource } from '../sources/assigner-source.ts';
import type { Watch } from './watch.ts';

/** Definitions are compared when they moved, and at least this often: plans move with statistics. */
const EVERY_MS = 5 * 60_000;

interface Options {
  readonly watch: Watch;
  readonly files: Readonly<Record<DatabaseName, string | null>>;
  /** Where maintenance writes down what it did; null: nothing is known of that. */
  readonly journalFile: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** The state of every index of the catalogue, and of the owner's that are superfluous. */
export interface IndexReading {
  readonly indexes: readonly IndexReport[];
  readonly redundant: readonly RedundantIndex[];
  /** Names of those that Lookout made and took back itself: nobody misses them. */
  readonly takenBack: ReadonlySet<string>;
  /** When definitions were last compared; null before. */
  readonly indexesAt: number | null;
}

/** Compares indexes with the catalogue: on attach, whenever definitions move, and when asked. */
export class IndexWatch {
  readonly #options: Options;
  #reading: IndexReading = { indexes: [], redundant: [], takenBack: new Set(), indexesAt: null };
  /** What was readable, and which definitions it had, at the last comparison. */
  #verified = '';

  constructor(options: Options) {
    this.#options = options;
  }

  /** The last reading; a new one if it is due. */
  current(now: number): IndexReading {
    const { indexesAt } = this.#reading;
    const isOld = indexesAt === null || Math.abs(now - indexesAt) > EVERY_MS;
    if (isOld || this.#verified !== this.#moment()) this.verify();
    return this.#reading;
  }

  latest(): IndexReading {
    return this.#reading;
  }

  /** Looks at all definitions now; of a database that cannot be read none is known. */
  verify(): void {
    const { watch, clock } = this.#options;
    this.#verified = this.#moment();
    const parts = [
      this.#look('assigner', watch.assigner),
      this.#look('architect', watch.architect),
    ];
    const done = this.#done();
    this.#reading = {
      indexes: withLosses(
        parts.flatMap(({ indexes }) => indexes),
        done.made,
      ),
      takenBack: done.takenBack,
      redundant: parts.flatMap(({ redundant }) => redundant),
      indexesAt: clock(),
    };
  }

  #moment(): string {
    const { assigner, architect } = this.#options.watch;
    return JSON.stringify(
      [assigner, architect].map((source) =>
        source?.status().state === 'live' ? source.definitions : null,
      ),
    );
  }

  #look(
    name: DatabaseName,
    source: AssignerSource | ArchitectSource | null,
  ): Pick<IndexReading, 'indexes' | 'redundant'> {
    if (source?.status().state !== 'live') return { indexes: [], redundant: [] };
    try {
      return source.ask((db) => ({
        indexes: inspectIndexes(db, name),
        redundant: redundantIndexes(db, name),
      }));
    } catch (error) {
      this.#options.log('warn', `The indexes of the ${name} database could not be verified.`, {
        error: String(error),
      });
      return { indexes: [], redundant: [] };
    }
  }

  /** What Lookout did to indexes of these files, as far as it still counts. */
  #done(): Done {
    const { journalFile, files, log } = this.#options;
    const made = new Map<string, number>();
    const takenBack = new Set<string>();
    if (journalFile === null) return { made, takenBack };
    try {
      const entries = new Journal(journalFile).entries();
      // One that is being taken back is gone before that is written down.
      const undone = new Set(
        entries.flatMap(({ intent: { undoes }, outcome }) =>
          undoes !== null && outcome?.done !== false ? [undoes] : [],
        ),
      );
      for (const { intent, outcome } of entries) {
        const { action, database, file, name, at } = intent;
        const isMade = action === 'create' || action === 'replace';
        if (outcome?.done !== true || files[database] !== file || !isMade) continue;
        if (undone.has(intent.id)) takenBack.add(name);
        else {
          made.set(`${database} ${name}`, at);
          takenBack.delete(name);
        }
      }
    } catch (error) {
      log('warn', 'The journal of maintenance cannot be read.', { error: String(error) });
    }
    return { made, takenBack };
  }
}

interface Done {
  /** When Lookout made which index, by database and name. */
  readonly made: ReadonlyMap<string, number>;
  readonly takenBack: ReadonlySet<string>;
}

/** An index that Lookout made and did not take back itself, and that is gone, was lost. */
const withLosses = (indexes: readonly IndexReport[], made: Done['made']): readonly IndexReport[] =>
  indexes.map((index) => {
    const at = made.get(`${index.database} ${index.name}`);
    return index.state === 'missing' && at !== undefined ? { ...index, lostSince: at } : index;
  });
