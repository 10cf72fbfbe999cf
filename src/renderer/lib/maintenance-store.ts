import { create } from 'zustand';
import type { Advice, MaintenanceProgress } from '../../shared/maintenance.ts';
import type { MaintenanceState } from '../../shared/maintenance-job.ts';
import { call } from './api.ts';
import { attempt } from './store.ts';

interface Store {
  /** null before main has told. */
  readonly state: MaintenanceState | null;
  /** The last word of what runs; null while nothing does. */
  readonly progress: MaintenanceProgress | null;
  /** The last advice on these databases: it stays while one acts on it, which is a job of its own. */
  readonly advice: Advice | null;
}

export const useMaintenance = create<Store>()(() => ({
  state: null,
  progress: null,
  advice: null,
}));

const { setState } = useMaintenance;

const filesOf = (state: MaintenanceState | null): string =>
  JSON.stringify(state?.databases.map(({ file }) => file));

function receive(state: MaintenanceState): void {
  setState((before) => ({
    state,
    progress: state.running === null ? null : before.progress,
    advice:
      state.last?.outcome.kind === 'advice'
        ? state.last.outcome.advice
        : filesOf(before.state) === filesOf(state)
          ? before.advice
          : null,
  }));
}

/** Subscribes to what main tells of maintenance, and asks how it stands. */
export function connectMaintenance(): void {
  window.lookout.on('maintenance', receive);
  window.lookout.on('maintenanceProgress', (progress) => setState({ progress }));
  attempt(call('getMaintenance').then(receive));
}
