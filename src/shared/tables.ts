/** Rows of the Architect databases beside the queues. Units and null as in model.ts. */

export interface ErrorGroup {
  readonly a: string | null;
  readonly b: string | null;
  readonly rows: number;
  readonly occurrences: number;
  readonly lastAt: number | null;
}

export interface Errors {
  readonly open: number;
  /** a = node id, b = status. */
  readonly byNodeStatus: readonly ErrorGroup[];
  /** a = project id, b = error type. */
  readonly byProjectType: readonly ErrorGroup[];
}

/** In words, and of which kind, so that they can be counted. */
export interface PoolConcern {
  readonly cause: 'no-session' | 'no-heartbeat' | 'restarts';
  readonly text: string;
}

export interface PoolMember {
  readonly name: string;
  readonly tmuxName: string | null;
  readonly role: string;
  readonly status: string;
  readonly health: string;
  readonly restarts: number;
  readonly lastHeartbeatAt: number | null;
  /** What is wrong with it by its owner's own definition: session gone, heartbeat old, restarts. */
  readonly concerns: readonly PoolConcern[];
}

export interface WorkerRow {
  readonly id: string;
  readonly node: string | null;
  readonly type: string | null;
  readonly status: string;
  readonly currentTask: string | null;
  readonly lastHeartbeatAt: number | null;
  readonly completed: number;
  readonly failed: number;
}

export interface NodeRow {
  readonly id: string;
  readonly hostname: string | null;
  readonly status: string;
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  readonly diskPercent: number | null;
  readonly lastHeartbeatAt: number | null;
}
