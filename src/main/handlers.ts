import { clipboard } from 'electron';
import type { ActionCenter } from './action-center.ts';
import type { Handlers } from './ipc.ts';
import type { Lookout } from './lookout.ts';
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
    getSettings: () => settings.get(),
    saveSettings: (changed) => settings.set(changed),
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
  };
}
