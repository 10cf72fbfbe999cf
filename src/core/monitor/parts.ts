import type { TaskDetail } from '../../shared/contract.ts';
import type { IndexReport, ProbeResult } from '../../shared/model.ts';
import type { ArchitectReading, AssignerReading, Source, TmuxReading } from '../readings.ts';
import type { Reconciled } from './assemble.ts';

/** A database as the monitor uses it: read at each tick, and asked now and then. */
export interface WatchedDatabase<R> extends Source<R> {
  /** Reads everything as of now, also what is otherwise read less often. */
  readFully(): Promise<boolean>;
  /** One task in full; null when there is no such row. Throws where the database cannot be read. */
  task(id: number): TaskDetail | null;
  /** The state of each index of the catalogue. Throws where the database cannot be read. */
  indexes(): readonly IndexReport[];
}

export interface WatchedTmux extends Source<TmuxReading> {
  /** True while a state waits to be shown until it has held: scan again 1.5 s later to see it. */
  isSettling(): boolean;
}

/** Matches tmux with the database; remembers what it needs from scan to scan. */
export type Reconcile = (tmux: TmuxReading | null, assigner: AssignerReading | null) => Reconciled;

/** What the monitor is put together from. */
export interface Parts {
  assigner(file: string, intervalMs: number): WatchedDatabase<AssignerReading>;
  architect(file: string, intervalMs: number): WatchedDatabase<ArchitectReading>;
  tmux(socket: string | null, intervalMs: number): WatchedTmux;
  probe(url: string, intervalMs: number): Source<ProbeResult>;
  reconciler(): Reconcile;
}
