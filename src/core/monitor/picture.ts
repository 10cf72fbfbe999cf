import type { HistoryQuery, HistoryView } from '../../shared/history.ts';
import type { Charts, Session, Snapshot } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Timeline } from '../../shared/timeline.ts';
import type { Clock } from '../clock.ts';
import { emptyCharts } from '../history/charts.ts';
import { figuresText, type FiguresRequest } from '../history/export.ts';
import { indexChanges } from '../history/index-changes.ts';
import { reportOf, type TypesOfPeriod } from '../history/report.ts';
import { reportText } from '../history/report-text.ts';
import { historyView } from '../history/view.ts';
import type { AlertDesk } from '../alerts/desk.ts';
import type { History } from '../history/history.ts';
import { logNames } from '../history/observed.ts';
import type { Log } from '../log.ts';
import type { TmuxReading } from '../readings.ts';
import { Flapping } from '../sessions/flapping.ts';
import { Reconciler, type Reconciled } from '../sessions/reconcile.ts';
import { assemble, type Readings } from './assemble.ts';
import { IndexWatch, type IndexReading } from './index-watch.ts';
import type { WatchTarget, WorkerRequests } from './port.ts';
import { Sightings } from './sightings.ts';
import type { Watch } from './watch.ts';

interface PictureOptions {
  readonly target: WatchTarget;
  readonly watch: Watch;
  /** Where what is seen goes; charts come from it. */
  readonly history: History;
  readonly alerts: AlertDesk;
  readonly clock: Clock;
  readonly log: Log;
  /** The journal of maintenance; null where there is none. */
  readonly journalFile: string | null;
}

interface Taking {
  readonly seq: number;
  readonly paused: boolean;
  readonly settings: Settings;
}

type LastReadings = Omit<Readings, keyof IndexReading>;

/** Makes snapshots of one target, and remembers what each needs of those before it. */
export class Picture {
  readonly #target: WatchTarget;
  readonly #watch: Watch;
  readonly #clock: Clock;
  readonly #reconciler = new Reconciler();
  readonly #flapping = new Flapping();
  readonly #history: History;
  readonly #alerts: AlertDesk;
  readonly #sightings = new Sightings();
  readonly #indexes: IndexWatch;
  /** The indexes of the picture before. */
  #marked: IndexReading['indexes'] = [];
  #sessions: readonly Session[] = [];

  constructor({ target, watch, history, alerts, clock, log, journalFile }: PictureOptions) {
    this.#target = target;
    this.#watch = watch;
    this.#history = history;
    this.#alerts = alerts;
    this.#clock = clock;
    const files = { assigner: target.assignerDb, architect: target.architectDb };
    this.#indexes = new IndexWatch({ watch, files, journalFile, clock, log });
  }

  /** What the last readings come to, now. */
  take({ seq, paused, settings }: Taking): Snapshot {
    const now = this.#clock();
    const indexes = paused ? this.#indexes.latest() : this.#indexes.current(now);
    this.#markChanges(indexes, now);
    const readings = this.#watch.readings();
    const sources = this.#watch.sources();
    const found = this.#reconcile(readings, sources, now);
    const reconciled = {
      ...found,
      sessions: this.#flapping.mark(
        [...found.sessions, ...this.#watch.remoteSessions()],
        settings.flapping,
        now,
      ),
    };
    const assembled = (): Omit<Snapshot, 'charts'> =>
      assemble({
        seq,
        now,
        paused,
        watched: this.#target,
        settings,
        readings: { ...readings, ...indexes },
        slowStatements: this.#watch.slowStatements(),
        reconciled,
        sources,
        history: this.#history.status(),
        alerts: this.#alerts.now,
        stamp: (items, at) => this.#sightings.stamp(items, at),
      });
    let taken = assembled();
    this.#sessions = taken.sessions;
    // What has just fired is in the very snapshot that it is about.
    if (!paused && this.#record(taken, readings, settings)) taken = assembled();
    return { ...taken, charts: this.#charts(settings, now) };
  }

  /** Watching pauses: nothing is known until the next snapshot. */
  pause(): void {
    this.#history.pause();
  }

  /** What a session of the last picture did; null where there is no such session or no record. */
  timeline({ session, minutes }: WorkerRequests['getTimeline']['argument']): Timeline | null {
    const now = this.#clock();
    const name = logNames(this.#sessions).get(session);
    if (name === undefined) return null;
    return this.#history.read(now, (root) =>
      root.sessions.timeline(name, now - minutes * 60_000, now),
    );
  }

  /** What happened in a stretch of time; null where history cannot be read. */
  historyView(query: HistoryQuery): HistoryView | null {
    const now = this.#clock();
    return this.#history.read(now, (root) => historyView(root, query, now));
  }

  /** A chart's figures as the text of a file; null where history cannot be read. */
  figures(request: FiguresRequest): string | null {
    const now = this.#clock();
    return this.#history.read(now, (root) => figuresText(root, this.#target.title, request, now));
  }

  /** A stretch of time as Markdown; null where history cannot be read. */
  report({ from, to }: HistoryQuery, byType: TypesOfPeriod): string | null {
    const now = this.#clock();
    const watched = this.#target.title;
    return this.#history.read(now, (root) =>
      reportText(reportOf(root, { watched, from, to, now, byType })),
    );
  }

  /** What came or went since the picture before is a mark on the time axis. */
  #markChanges({ indexes }: IndexReading, now: number): void {
    if (indexes === this.#marked) return;
    for (const text of indexChanges(this.#marked, indexes)) {
      this.#history.use(now, ({ marks }) => marks.add({ t: now, kind: 'maintenance', text }));
    }
    this.#marked = indexes;
  }

  /** Looks at the definitions of all indexes now; the next picture has them. */
  verifyIndexes(): void {
    this.#indexes.verify();
  }

  #reconcile(
    { tmux, assigner, architect }: LastReadings,
    sources: Snapshot['sources'],
    now: number,
  ): Reconciled {
    // With no server at all nobody is in tmux, and that is certain.
    const noServer = sources.tmux.problem?.kind === 'tmux-no-server';
    return this.#reconciler.reconcile({
      tmux: noServer ? { ...nobody, takenAt: now } : tmux,
      isTmuxLive: noServer || sources.tmux.state === 'live',
      rows: assigner?.sessions ?? null,
      inFlight: assigner?.inFlight ?? [],
      pool: architect?.pool ?? null,
      now,
    });
  }

  /** Writes history and judges alerts; true when alerts have changed. */
  #record(
    taken: Omit<Snapshot, 'charts'>,
    { assigner, architect, tmux }: LastReadings,
    settings: Settings,
  ): boolean {
    const { takenAt } = taken;
    const isNew = this.#history.use(takenAt, (root) => {
      const flow = root.record({
        ...taken,
        now: takenAt,
        recent: { prompts: assigner?.recent ?? null, task_queue: architect?.recent ?? null },
      });
      return this.#alerts.judge(root, {
        seen: taken,
        flow,
        inFlight: assigner?.inFlight ?? [],
        tmuxNames: tmux?.names ?? [],
        indexes: this.#indexes.latest(),
        settings: settings.alerts,
      });
    });
    if (isNew !== null) return isNew;
    // Another Lookout judges and tells.
    return (
      this.#history.read(takenAt, ({ alerts }) => this.#alerts.follow(alerts, takenAt)) ?? false
    );
  }

  #charts({ rangeMin }: Settings, now: number): Charts {
    return this.#history.charts(rangeMin, now) ?? emptyCharts(rangeMin, now);
  }
}

const nobody: Omit<TmuxReading, 'takenAt'> = { sessions: [], names: [], panes: 0, captured: 0 };
