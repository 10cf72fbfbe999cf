import { create } from 'zustand';
import type { MaintenanceProgress } from '../../shared/maintenance.ts';
import type { MaintenanceState } from '../../shared/maintenance-job.ts';
import { call } from './api.ts';
import { attempt } from './store.ts';

interface Store {
  /** null before main has told. */
  readonly state: MaintenanceState | null;
  /** The last word of what runs; null while nothing does. */
  readonly progress: MaintenanceProgress | null;
}

export const useMaintenance = create<Store>()(() => ({ state: null, progress: null }));

const { setState } = useMaintenance;

const receive = (state: MaintenanceState): void =>
  setState(state.running === null ? { state, progress: null } : { state });

/** Subscribes to what main tells of maintenance, and asks how it stands. */
export function connectMaintenance(): void {
  window.lookout.on('maintenance', receive);
  window.lookout.on('maintenanceProgress', (progress) => setState({ progress }));
  attempt(call('getMaintenance').then(receive));
}
