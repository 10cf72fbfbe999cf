import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { fromArguments } from '../shared/bridge-names.ts';
import type { EventName, Events, LookoutApi, SnapshotParts } from '../shared/contract.ts';

const names = fromArguments(process.argv);
const commands = new Set(names.commands);
const events = new Set(names.events);

/**
 * The only way out of the window: the contract's commands and events, by name. Types hold inside
 * our own renderer; what a hostile page passes is checked here (names) and in main (arguments).
 */
const api: LookoutApi = {
  invoke(name: string, ...argument: unknown[]) {
    if (!commands.has(name)) return Promise.reject(new Error('Lookout knows no such command.'));
    return ipcRenderer.invoke(name, argument[0]);
  },
  on: subscribe,
  onSnapshot: (listener: (parts: SnapshotParts) => void) =>
    subscribe('snapshot', (snapshot) => {
      const parts = Object.entries(snapshot).map(([name, part]) => [name, JSON.stringify(part)]);
      listener(Object.fromEntries(parts));
    }),
};

function subscribe<N extends EventName>(name: N, listener: (payload: Events[N]) => void) {
  if (!events.has(name)) throw new Error('Lookout knows no such event.');
  const forward = (_event: IpcRendererEvent, payload: Events[N]) => listener(payload);
  ipcRenderer.on(name, forward);
  return () => {
    ipcRenderer.off(name, forward);
  };
}

contextBridge.exposeInMainWorld('lookout', api);
