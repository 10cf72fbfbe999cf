import { clipboard } from 'electron';
import { attachWords, socketOf } from '../shared/attach.ts';
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
      window.attached();
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
      const { command } = changed.alerts;
      const isNew = JSON.stringify(command) !== JSON.stringify(settings.get().alerts.command);
      if (
        command !== null &&
        isNew &&
        !(await allowsCommand(window.browserWindow, command, 'at each alert'))
      ) {
        throw new CommandFailure(
          'refused',
          'Nothing was saved: the alert command was not allowed.',
        );
      }
      const { terminal } = changed;
      const isOther = JSON.stringify(terminal) !== JSON.stringify(settings.get().terminal);
      const allows = (words: readonly string[]) =>
        allowsCommand(window.browserWindow, words, 'to open a terminal');
      if (terminal !== null && isOther && !(await allows(terminal))) {
        throw new CommandFailure('refused', 'Nothing was saved: the terminal was not allowed.');
      }
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
