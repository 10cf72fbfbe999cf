import type Database from 'better-sqlite3';
import type { AlertRule } from '../../shared/alerts.ts';
import { AlertEngine } from '../alerts/engine.ts';
import { KnownIndexes } from '../alerts/known-indexes.ts';
import { AlertLog, type LoggedAlert } from '../alerts/log.ts';
import type { Moment } from '../alerts/moment.ts';
import { FailureLog } from './failure-log.ts';
import { Marks } from './marks.ts';
import { observedSessions } from './observed.ts';
import { HistoryReader } from './query.ts';
import type { FlowDelta } from './flow-counter.ts';
import { Reconstruction } from './reconstruction.ts';
import { Sampler, type Recordable } from './sampler.ts';
import { SessionLog } from './session-log.ts';
import { RootHistory } from './store.ts';

/** An alert that has just fired or ended; as in `AlertEvent`. */
interface JudgedAlert {
  readonly alert: LoggedAlert;
  readonly missed: boolean;
  readonly withdrawn: boolean;
}

/** What a record takes over from the one that it takes the place of. */
export interface Carried {
  /** Those that are on. */
  readonly alerts: readonly LoggedAlert[];
  /** It knows what was counted already. */
  readonly sampler: Sampler;
}

const afresh = (): Carried => ({ alerts: [], sampler: new Sampler() });

/** All that is kept of one watched root: samples, sessions, alerts and marks, in one file. */
export class RootRecord {
  readonly reader: HistoryReader;
  readonly sessions: SessionLog;
  readonly alerts: AlertLog;
  readonly indexes: KnownIndexes;
  readonly marks: Marks;
  readonly reconstruction: Reconstruction;
  readonly failures: FailureLog;
  #behindMs = 0;
  readonly #together: (work: () => void) => void;
  readonly #samples: RootHistory;
  readonly #sampler: Sampler;
  readonly #engine: AlertEngine;

  constructor(
    db: Database.Database,
    name: string,
    rules: readonly AlertRule[],
    now: number,
    { alerts, sampler }: Carried = afresh(),
  ) {
    this.#sampler = sampler;
    this.#together = db.transaction((work: () => void) => work());
    this.#samples = new RootHistory(db, name);
    const { rootId } = this.#samples;
    this.reader = new HistoryReader(db, rootId);
    this.sessions = new SessionLog(db, rootId);
    this.alerts = new AlertLog(db, rootId);
    this.indexes = new KnownIndexes(db, rootId);
    this.alerts.adopt(alerts);
    this.marks = new Marks(db, rootId);
    this.reconstruction = new Reconstruction(db, rootId);
    this.failures = new FailureLog(db, rootId);
    this.#engine = new AlertEngine(
      rules,
      this.alerts.resume(new Set(rules.map((rule) => rule.id)), now),
    );
  }

  /** Stores a moment, in one transaction. Throws SQLite's error where nothing can be written. */
  record(moment: Recordable): FlowDelta {
    const { sample, flow } = this.#sampler.next(moment);
    this.#together(() => {
      const isRecorded = this.#samples.record(sample);
      this.#behindMs = this.#samples.behindMs(moment.now);
      const observed = observedSessions(moment);
      if (isRecorded && observed !== null) this.sessions.observe(moment.now, observed);
      // By a clock that is wrong a kind would be known since 1970 for good.
      if (isRecorded) this.failures.observe(moment.now, moment.queues);
    });
    return flow;
  }

  /** Judges a moment; what fired or ended is in the log when this returns. */
  judge(moment: Moment): JudgedAlert[] {
    const events = this.#engine.next(moment);
    return events.flatMap((event) =>
      this.alerts.apply([event], moment.t).map((alert): JudgedAlert => {
        const { missed, withdrawn } = event;
        return { alert, missed, withdrawn };
      }),
    );
  }

  /** By how much, ms, the clock is behind what is recorded: nothing is, until it is right. */
  get behindMs(): number {
    return this.#behindMs;
  }

  /** For the record that takes the place of this one, as far as this one can still be read. */
  carry(): Carried {
    try {
      return { alerts: this.alerts.open(), sampler: this.#sampler };
    } catch {
      return { alerts: [], sampler: this.#sampler };
    }
  }

  seriesId(name: string): number {
    return this.#samples.seriesId(name);
  }

  setRules(rules: readonly AlertRule[]): void {
    this.#engine.setRules(rules);
  }

  /** Watching stops or pauses: what follows is a gap. */
  close(): void {
    this.#samples.close();
    this.sessions.close();
  }
}
