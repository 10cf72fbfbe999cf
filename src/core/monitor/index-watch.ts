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
  /** When definitions were last compared; null before. */
  readonly indexesAt: number | null;
}

/** Compares indexes with the catalogue: on attach, whenever definitions move, and when asked. */
export class IndexWatch {
  readonly #options: Options;
  #reading: IndexReading = { indexes: [], redundant: [], indexesAt: null };
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
    this.#reading = {
      indexes: this.#withLosses(parts.flatMap(({ indexes }) => indexes)),
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
  ): Omit<IndexReading, 'indexesAt'> {
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

  /** An index that Lookout made and did not take back itself, and that is gone, was lost. */
  #withLosses(indexes: readonly IndexReport[]): readonly IndexReport[] {
    const made = this.#made();
    return indexes.map((index) => {
      const at = made.get(`${index.database} ${index.name}`);
      return index.state === 'missing' && at !== undefined ? { ...index, lostSince: at } : index;
    });
  }

  /** When Lookout made which index of these files, where that still counts. */
  #made(): ReadonlyMap<string, number> {
    const { journalFile, files, log } = this.#options;
    if (journalFile === null) return new Map();
    try {
      return new Map(
        new Journal(journalFile).entries().flatMap(({ intent, outcome, undoneBy }) => {
          const counts =
            outcome?.done === true && undoneBy === null && files[intent.database] === intent.file;
          const isMade = intent.action === 'create' || intent.action === 'replace';
          return counts && isMade
            ? [[`${intent.database} ${intent.name}`, intent.at] as const]
            : [];
        }),
      );
    } catch (error) {
      log('warn', 'The journal of maintenance cannot be read.', { error: String(error) });
      return new Map();
    }
  }
}
