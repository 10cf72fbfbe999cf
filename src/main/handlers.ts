import { clipboard } from 'electron';
import { attachWords, socketOf } from '../shared/attach.ts';
import type { Settings } from '../shared/settings.ts';
import { allowsCommand } from './command-consent.ts';
import { CommandFailure } from './command-failure.ts';
import type { ActionCenter } from './action-center.ts';
import { historyHandlers } from './history-handlers.ts';
import type { Handlers } from './ipc.ts';
import type { Lookout } from './lookout.ts';
import { findTerminal, openTerminal } from './terminal.ts';
import { maintenanceHandlers } from './maintenance-handlers.ts';

/** The answer to each command of the contract. */
export function createHandlers(lookout: Lookout, actions: ActionCenter): Handlers {
  const { window, monitor, settings } = lookout;
  return {
    getSnapshot: () => {
      // The page subscribes before it asks: from here on it hears what is sent.
      window.attached(monitor.latest);
      return monitor.latest;
    },
    setPaused: (paused) => {
      monitor.setPaused(paused);
      return null;
    },
    setRange: (rangeMin) => {
      settings.change({ rangeMin });
      return null;
    },
    getTask: (which) => monitor.request('getTask', which),
    getTimeline: (which) => monitor.request('getTimeline', which),
    getScreen: (session) => {
      if (window.isVisible) return monitor.request('getScreen', session);
      throw new CommandFailure('refused', 'Nobody can see the window.');
    },
    openTerminal: async (key) => {
      const { latest } = monitor;
      const session = latest?.sessions.find((one) => one.key === key);
      if (latest === null || session === undefined) {
        throw new CommandFailure('not-found', 'This session is not in tmux any more.');
      }
      const { terminal, remotes } = settings.get();
      const words = attachWords(session, socketOf(session, latest.watched, remotes));
      await openTerminal(terminal ?? findTerminal(), words);
      return null;
    },
    getSettings: () => settings.get(),
    saveSettings: async (changed) => {
      await requireConsent(lookout, changed);
      return settings.set(changed);
    },
    listAlerts: (which) => monitor.request('listAlerts', which),
    acknowledgeAlerts: (ids) => monitor.request('acknowledgeAlerts', ids),
    snoozeAlert: (which) => monitor.request('snoozeAlert', which),
    tryAlertRule: (rule) => monitor.request('tryAlertRule', rule),
    listActions: () => actions.items(),
    runAction: async (id) => {
      await actions.run(id);
      return null;
    },
    copyText: async (text) => {
      await clipboard.writeText(text);
      return null;
    },
    ...maintenanceHandlers(lookout),
    ...historyHandlers(lookout),
  };
}

/** A program that is new in the settings is run only if a person allows it, in a dialog of the system. */
async function requireConsent(
  { window, settings }: Lookout,
  { alerts, terminal }: Settings,
): Promise<void> {
  const before = settings.get();
  const programs = [
    {
      what: 'alert command',
      when: 'at each alert',
      now: alerts.command,
      was: before.alerts.command,
    },
    { what: 'terminal', when: 'to open a terminal', now: terminal, was: before.terminal },
  ] as const;
  for (const { what, when, now, was } of programs) {
    if (now === null || JSON.stringify(now) === JSON.stringify(was)) continue;
    if (await allowsCommand(window.browserWindow, now, when)) continue;
    throw new CommandFailure('refused', `Nothing was saved: the ${what} was not allowed.`);
  }
}
