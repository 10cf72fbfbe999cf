import type { Delivery } from '../../src/core/alerts/delivery.ts';
import { AlertDesk } from '../../src/core/alerts/desk.ts';
import { History } from '../../src/core/history/history.ts';
import { defaultAlerts, type AlertSettings } from '../../src/shared/alerts.ts';
import type {
  FailureGroup,
  AlertsNow,
  Charts,
  HistoryStatus,
  SessionState,
} from '../../src/shared/model.ts';
import { queue, session, sources, task } from '../core/monitor/builders.ts';

/** What the watched system is like at a moment. */
export interface Doing {
  readonly waiting?: number;
  /** Tasks that finished in this second. */
  readonly finished?: number;
  readonly states?: readonly SessionState[];
  readonly failures?: readonly FailureGroup[];
}

/** What a moment led to. */
export interface Told {
  readonly now: number;
  readonly delivery: Delivery;
}

interface Options {
  readonly file: string;
  readonly alerts?: AlertSettings;
  readonly log?: (text: string) => void;
}

/**
 * What a Lookout does with each moment, from the sampler to what a person is told, on a real file:
 * only the sources are made up, and the clock.
 */
export class Chain {
  readonly history: History;
  readonly told: Told[] = [];
  readonly #desk: AlertDesk;
  readonly #settings: AlertSettings;
  #now = 0;
  /** How many rows of the queue finished in each second, as the database has it. */
  readonly #finishes = new Map<number, number>();
  #since = new Map<string, { state: string; since: number }>();

  constructor({ file, alerts = defaultAlerts, log }: Options) {
    this.history = new History(file, (_level, text) => log?.(text));
    this.#settings = alerts;
    this.#desk = new AlertDesk((delivery) => this.told.push({ now: this.#now, delivery }));
  }

  start(now: number): void {
    this.history.attach('/fleet', this.#settings.rules, now);
  }

  tick(now: number, { waiting = 0, finished = 0, states = [], failures = [] }: Doing = {}): void {
    this.#now = now;
    const seen = {
      takenAt: now,
      queues: {
        prompts: queue('prompts', {
          waiting,
          change: {
            failures,
            oldestWaiting: waiting === 0 ? null : task(1, { createdAt: now - 60_000 }),
          },
        }),
        task_queue: null,
      },
      sessions: states.map((state, i) =>
        session(`s${i}`, state, { since: this.#stateSince(i, state, now) }),
      ),
      sources: sources(),
    };
    const second = Math.floor(now / 1000) * 1000;
    if (finished > 0) this.#finishes.set(second, (this.#finishes.get(second) ?? 0) + finished);
    const judged = this.history.use(now, (root) => {
      const flow = root.record({
        ...seen,
        now,
        probe: null,
        timings: { tickMs: 1, scanMs: 1, queueMs: 0.3, statsMs: 0.8, panes: 0, captured: 0 },
        recent: {
          prompts: {
            arrivals: [],
            finishes: this.#recent(now),
            completions: [],
          },
          task_queue: null,
        },
      });
      return this.#desk.judge(root, {
        seen,
        flow,
        inFlight: [],
        tmuxNames: [],
        indexes: { indexes: [], takenBack: new Set() },
        settings: this.#settings,
      });
    });
    if (judged === null) {
      this.history.read(now, ({ alerts }) => this.#desk.follow(alerts, now));
    }
  }

  /** As the database tells it: the last hour, and whatever is stamped later than now. */
  #recent(now: number): { at: number; count: number; failed: boolean }[] {
    return [...this.#finishes]
      .filter(([at]) => at >= now - 3_600_000)
      .map(([at, count]) => ({ at, count, failed: false }));
  }

  #stateSince(i: number, state: SessionState, now: number): number {
    const was = this.#since.get(`s${i}`);
    if (was?.state === state) return was.since;
    this.#since.set(`s${i}`, { state, since: now });
    return now;
  }

  /** The sessions came into these states at `since`, while nobody watched. */
  sinceOf(states: readonly SessionState[], since: number): void {
    states.forEach((state, i) => this.#since.set(`s${i}`, { state, since }));
  }

  get alerts(): AlertsNow {
    return this.#desk.now;
  }

  get status(): HistoryStatus {
    return this.history.status();
  }

  charts(now: number, minutes: 15 | 60 | 1440 = 60): Charts | null {
    return this.history.charts(minutes, now);
  }

  stop(): void {
    this.history.close();
  }
}
