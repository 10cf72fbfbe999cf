import type { DryRun } from '../../src/shared/alerts.ts';
import type { ActionItem, TaskDetail } from '../../src/shared/contract.ts';
import type { Alert, Snapshot } from '../../src/shared/model.ts';
import type { LiveScreen } from '../../src/shared/live-screen.ts';
import type { HistoryView } from '../../src/shared/history.ts';
import type { Settings } from '../../src/shared/settings.ts';
import type { Timeline } from '../../src/shared/timeline.ts';

/** What the window is told in one picture. */
export interface Told {
  readonly snapshot: Snapshot | null;
  readonly settings: Settings;
  readonly actions: readonly ActionItem[];
  readonly task: TaskDetail;
  readonly timeline: Timeline;
  readonly history: HistoryView;
  readonly alerts: readonly Alert[];
  readonly dryRun: DryRun;
  readonly screen: LiveScreen;
  /** Commands that cannot be answered, and what is said instead. */
  readonly failures: Readonly<Record<string, string>>;
  /** Answers to other commands, by name. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/**
 * Runs inside the page, before its scripts: answers commands from `told`, remembers what was asked,
 * and collects violations of the policy.
 */
export function installStub(told: Told): void {
  const listeners = new Map<string, ((payload: never) => void)[]>();
  const asked: { name: string; argument: unknown }[] = [];
  const violations: string[] = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
  const answers: Readonly<Record<string, unknown>> = {
    getSnapshot: told.snapshot,
    getSettings: told.settings,
    listActions: told.actions,
    getTask: told.task,
    getTimeline: told.timeline,
    getHistory: told.history,
    listAlerts: told.alerts,
    tryAlertRule: told.dryRun,
    getScreen: told.screen,
    ...told.answers,
  };
  const lookout = {
    invoke: (name: string, argument: unknown) => {
      asked.push({ name, argument });
      const message = told.failures[name];
      if (message !== undefined) {
        return Promise.resolve({ ok: false, error: { kind: 'failed', message } });
      }
      const value = name === 'saveSettings' ? argument : (answers[name] ?? null);
      return Promise.resolve({ ok: true, value });
    },
    on: (name: string, listener: (payload: never) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      return () => {};
    },
    onSnapshot: () => () => {},
  };
  Object.assign(window, {
    lookout,
    gallery: {
      asked,
      violations,
      emit: (name: string, payload: never) => {
        for (const listener of listeners.get(name) ?? []) listener(payload);
      },
    },
  });
}
