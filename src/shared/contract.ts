import { z } from 'zod';
import { alertRuleSchema, type DryRun } from './alerts.ts';
import {
  adviseRequest,
  applyRequest,
  indexName,
  journalId,
  planRequest,
  rollbackRequest,
  type MaintenancePlan,
  type MaintenanceProgress,
} from './maintenance.ts';
import {
  checkRequest,
  databaseName,
  statisticsRequest,
  type MaintenanceState,
  type RollbackStep,
} from './maintenance-job.ts';
import type { Alert, QueueName, Snapshot, Target, TaskSummary } from './model.ts';
import type { LiveScreen } from './live-screen.ts';
import { exportRequest, pictureRequest } from './history-export.ts';
import { historyQuery, type HistoryView } from './history.ts';
import { settingsSchema, type Settings } from './settings.ts';
import { timelineReach, type Timeline } from './timeline.ts';

/**
 * The one contract between window and main process. Preload, main's registration and the tests
 * derive from these two objects; no channel name is written anywhere else.
 */

export interface CommandError {
  readonly kind: 'refused' | 'bad-argument' | 'not-found' | 'failed';
  readonly message: string;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CommandError };

/** Carries a result type beside an argument parser; `value` never exists at run time. */
interface Command<A extends z.ZodType, R> {
  readonly argument: A;
  readonly value?: R;
}

/** `returns<R>()(argument)`: a command that takes `argument` and answers with an R. */
const returns =
  <R>() =>
  <A extends z.ZodType>(argument: A): Command<A, R> => ({ argument });

const none = z.undefined();
const id = z.number().int().nonnegative();
const queueName = z.enum(['prompts', 'task_queue']) satisfies z.ZodType<QueueName>;
/** A screen of any size, or as much of a task. */
const text = z.string().max(100_000);
const sessionKey = z.string().max(500);

/** A task in full; long texts are cut at `contentLimit` characters and say so. */
export interface TaskDetail extends TaskSummary {
  readonly content: string;
  readonly contentLength: number;
  readonly error: string | null;
  readonly response: string | null;
  readonly completedAt: number | null;
  readonly metadata: string | null;
}

/** An entry of menu, palette and shortcuts. `run` of it is the command `runAction`. */
export interface ActionItem {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** As Electron words it: `CmdOrCtrl+K`. */
  readonly accelerator: string | null;
  readonly enabled: boolean;
}

export const commands = {
  /** The latest snapshot, or null before the first. */
  getSnapshot: returns<Snapshot | null>()(none),
  setPaused: returns<null>()(z.boolean()),
  /** How far back charts reach, minutes; the next snapshot has it. */
  setRange: returns<null>()(z.number().int().min(5).max(1_051_200)),
  getTask: returns<TaskDetail>()(z.object({ queue: queueName, id })),
  /** What one session, by its key, did in the last so many minutes. */
  getTimeline: returns<Timeline>()(
    z.object({
      session: sessionKey,
      minutes: z.number().int().min(timelineReach.leastMin).max(timelineReach.mostMin),
    }),
  ),
  /** The screen of one session, by its key, as it is now. Refused while nobody can see the window. */
  getScreen: returns<LiveScreen>()(sessionKey),
  /** What happened in a stretch of time. */
  getHistory: returns<HistoryView>()(historyQuery),
  /** Asks for a file and writes a chart's figures, or a report, there. */
  exportHistory: returns<null>()(exportRequest),
  /** Asks for a file and writes a picture of a part of the window there. */
  exportPicture: returns<null>()(pictureRequest),
  /** Opens a terminal of the user's attached to one session, by its key; nothing is typed. */
  openTerminal: returns<null>()(sessionKey),
  getSettings: returns<Settings>()(none),
  /** Writes the settings and returns them as stored. */
  saveSettings: returns<Settings>()(settingsSchema),
  /** The alert log, newest first; older than alert `before` to page on. */
  listAlerts: returns<readonly Alert[]>()(
    z.object({ before: id.nullable(), most: z.number().int().min(1).max(500) }),
  ),
  acknowledgeAlerts: returns<null>()(z.union([z.literal('all'), z.array(id).min(1).max(500)])),
  snoozeAlert: returns<null>()(z.object({ id, minutes: z.number().int().min(1).max(10_080) })),
  /** When a rule would have fired over the last week of history. */
  tryAlertRule: returns<DryRun>()(alertRuleSchema),
  /** Every action that menu and palette offer, in order. */
  listActions: returns<readonly ActionItem[]>()(none),
  runAction: returns<null>()(z.string().max(200)),
  copyText: returns<null>()(text),

  // Maintenance. A job resolves once it is over; what came of it is in the event `maintenance`.
  // It is refused where nothing is watched, or another job still runs.
  getMaintenance: returns<MaintenanceState>()(none),
  /** Reads only. A later plan, or `stopPlanning`, ends it. */
  planIndexes: returns<MaintenancePlan>()(planRequest),
  stopPlanning: returns<null>()(none),
  /** Does what that plan said, and nothing else. */
  applyPlan: returns<null>()(applyRequest),
  planRollback: returns<readonly RollbackStep[]>()(rollbackRequest),
  rollBack: returns<null>()(rollbackRequest),
  /** Builds an index of the catalogue on a copy and measures there. */
  measureOnCopy: returns<null>()(indexName),
  /** Which indexes would serve a workload; the original is only read. */
  adviseIndexes: returns<null>()(adviseRequest),
  /** What SQLite would run to optimize that database. */
  planOptimize: returns<readonly string[]>()(databaseName),
  gatherStatistics: returns<null>()(statisticsRequest),
  /** Puts back the statistics that were saved with this journal line. */
  restoreStatistics: returns<null>()(journalId),
  checkDatabase: returns<null>()(checkRequest),
  /** Asks for the file first. */
  backUpDatabase: returns<null>()(databaseName),
  /** Asks for a file and writes the journal there, as Markdown. */
  exportReport: returns<null>()(none),
  /** Resolves once what ran is over and the database is as it was. */
  cancelMaintenance: returns<null>()(none),
  dismissOutcome: returns<null>()(none),
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandArgument<N extends CommandName> = z.infer<Commands[N]['argument']>;
export type CommandValue<N extends CommandName> =
  Commands[N] extends Command<z.ZodType, infer R> ? R : never;

/** What main tells the window, by name. */
export interface Events {
  readonly snapshot: Snapshot;
  /** Something outside the window (menu, tray, notification) asks for a view. */
  readonly navigate: Target;
  readonly settings: Settings;
  readonly openPalette: null;
  readonly actions: readonly ActionItem[];
  /** One line for the user, shown until dismissed or replaced. */
  readonly maintenance: MaintenanceState;
  /** A few times a second while a job runs; only to a window that is seen. */
  readonly maintenanceProgress: MaintenanceProgress;
  readonly notice: { readonly kind: 'done' | 'failed'; readonly text: string };
}

export type EventName = keyof Events;

const events: Record<EventName, true> = {
  snapshot: true,
  navigate: true,
  settings: true,
  openPalette: true,
  actions: true,
  maintenance: true,
  maintenanceProgress: true,
  notice: true,
};

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommandName);
export const eventNames: readonly string[] = Object.keys(events);

/** What the preload puts on `window.lookout`. */
export interface LookoutApi {
  invoke<N extends CommandName>(
    name: N,
    ...argument: CommandArgument<N> extends undefined ? [] : [CommandArgument<N>]
  ): Promise<Result<CommandValue<N>>>;
  /** Returns the function that ends the subscription. */
  on<N extends Exclude<EventName, 'snapshot'>>(
    name: N,
    listener: (payload: Events[N]) => void,
  ): () => void;
  onSnapshot(listener: (parts: SnapshotParts) => void): () => void;
}

/**
 * The parts of a snapshot by name, each as JSON: what crosses into the window is copied value by
 * value, which takes longer than drawing it, and text goes over in one piece. A part whose text is the
 * same as before need not be read again.
 */
export type SnapshotParts = Readonly<Record<string, string>>;
