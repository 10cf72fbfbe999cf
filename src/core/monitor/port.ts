import type { AlertRule, DryRun } from '../../shared/alerts.ts';
import type { Alert, QueueName, Snapshot, Watched } from '../../shared/model.ts';
import type { CommandError, TaskDetail } from '../../shared/contract.ts';
import type { LiveScreen } from '../../shared/live-screen.ts';
import type { ExportRequest } from '../../shared/history-export.ts';
import type { HistoryQuery, HistoryView } from '../../shared/history.ts';
import type { Timeline } from '../../shared/timeline.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Delivery } from '../alerts/delivery.ts';

/**
 * Messages between the process that shows and the worker thread that watches.
 * Requests are answered once, by id; everything else is one way.
 */

/** What to watch: any part may be null (not configured). */
export type WatchTarget = Watched;

export interface WorkerRequests {
  getTask: { argument: { queue: QueueName; id: number }; value: TaskDetail };
  /** What one session (by key) did in the last so many minutes. */
  getTimeline: { argument: { session: string; minutes: number }; value: Timeline };
  /** The screen of one session, by its key, as it is now. */
  getScreen: { argument: string; value: LiveScreen };
  /** The text of the file. */
  exportHistory: { argument: ExportRequest; value: string };
  getHistory: { argument: HistoryQuery; value: HistoryView };
  /** Runs a full reading of everything now; resolves when its snapshot is out. */
  scanNow: { argument: undefined; value: null };
  verifyIndexes: { argument: undefined; value: null };
  /** Alerts older than `before`, newest first. */
  listAlerts: { argument: { before: number | null; most: number }; value: readonly Alert[] };
  acknowledgeAlerts: { argument: readonly number[] | 'all'; value: null };
  snoozeAlert: { argument: { id: number; minutes: number }; value: null };
  tryAlertRule: { argument: AlertRule; value: DryRun };
}
export type WorkerRequestName = keyof WorkerRequests;

export type ToWorker =
  | { kind: 'watch'; target: WatchTarget; settings: Settings }
  | { kind: 'settings'; settings: Settings }
  | { kind: 'pause'; paused: boolean }
  | {
      kind: 'request';
      id: number;
      name: WorkerRequestName;
      argument: WorkerRequests[WorkerRequestName]['argument'];
    }
  /** Dies as a defect would; heeded only when LOOKOUT_TEST is 1. */
  | { kind: 'crash' }
  | { kind: 'stop' };

export type FromWorker =
  | { kind: 'snapshot'; snapshot: Snapshot }
  | { kind: 'delivery'; delivery: Delivery }
  | { kind: 'reply'; id: number; ok: true; value: unknown }
  | { kind: 'reply'; id: number; ok: false; error: CommandError }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string; data?: unknown }
  | { kind: 'stopped' };
