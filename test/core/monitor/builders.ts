import type {
  Forecast,
  IndexReport,
  Queue,
  QueueName,
  Reconciliation,
  Session,
  Snapshot,
  SourceStatus,
  TaskSummary,
} from '../../../src/shared/model.ts';
import type { AttentionInput } from '../../../src/core/monitor/attention.ts';

/** The smallest true values of the model's parts; a test says only what it is about. */

export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
export const MINUTE = 60_000;

export const source = (change: Partial<SourceStatus> = {}): SourceStatus => ({
  state: 'live',
  since: NOW - 60 * MINUTE,
  lastReadAt: NOW - 500,
  problem: null,
  limits: [],
  label: '/srv/architect/data/assigner/assigner.db',
  costMs: 1,
  intervalMs: 1000,
  slowedBecause: null,
  ...change,
});

export const off = source({
  state: 'unavailable',
  lastReadAt: null,
  label: 'off',
  problem: { kind: 'not-configured', message: 'It is off.', action: 'Turn it on.' },
});

export const sources = (change: Partial<Snapshot['sources']> = {}): Snapshot['sources'] => ({
  assigner: source(),
  architect: source({ label: '/srv/architect/data/architect.db' }),
  tmux: source({ label: 'tmux' }),
  probe: off,
  ...change,
});

const rates = (perMin: number) => ({ perMin1: perMin, perMin5: perMin, perMin60: perMin });

interface QueueSketch {
  readonly waiting?: number;
  readonly inFlight?: number;
  readonly arrive?: number;
  readonly finish?: number;
  readonly forecast?: Partial<Forecast>;
  readonly change?: Partial<Queue>;
}

export function queue(name: QueueName, sketch: QueueSketch = {}): Queue {
  const { waiting = 0, inFlight = 0, arrive = 0, finish = 0, forecast = {}, change = {} } = sketch;
  const empty = { p50Ms: null, p95Ms: null, samples: 0 };
  return {
    name,
    waiting,
    inFlight,
    byStatus: [{ status: 'failed', count: 0, asOf: NOW }],
    byPriority: [],
    byType: [],
    byTarget: [],
    byProvider: [],
    oldestWaiting: waiting === 0 ? null : task(1, { createdAt: NOW - 14 * MINUTE, queue: name }),
    arrivals: rates(arrive),
    finishes: rates(finish),
    toAssignment: empty,
    toCompletion: empty,
    failedLastHour: 0,
    finishedLastHour: 0,
    lastFinishAt: NOW - 11 * MINUTE,
    failures: [],
    overdue: [],
    next: [],
    forecast: { trend: 'empty', netPerMin: null, emptyInMs: null, windowMin: 5, ...forecast },
    ...change,
  };
}

export const task = (id: number, change: Partial<TaskSummary> = {}): TaskSummary => ({
  id,
  queue: 'prompts',
  status: 'pending',
  priority: 0,
  type: null,
  target: null,
  provider: null,
  assignedTo: null,
  summary: `Task ${id}`,
  createdAt: NOW - MINUTE,
  assignedAt: null,
  retries: 0,
  maxRetries: 3,
  ...change,
});

export const session = (
  name: string,
  state: Session['state'],
  change: Partial<Session> = {},
): Session => ({
  state,
  since: NOW - 3 * MINUTE,
  agent: 'claude',
  agentVersion: null,
  detail: null,
  until: null,
  badges: [],
  evidence: [],
  disagreeing: [],
  key: `key of ${name}`,
  name,
  host: null,
  sessionId: '$1',
  windowId: '@1',
  paneId: '%1',
  panePid: 1,
  command: 'claude',
  title: '',
  cwd: '/srv',
  branch: null,
  lastLine: 'last line',
  lastOutputAt: null,
  row: null,
  task: null,
  ...change,
});

export const nothingAmiss: Reconciliation = {
  ghosts: [],
  untracked: [],
  disagreeing: [],
  orphanedPrompts: [],
  overduePrompts: [],
};

export const index = (name: string, state: IndexReport['state']): IndexReport => ({
  database: 'assigner',
  table: 'prompts',
  name,
  state,
  reason: 'There is nothing under this name.',
  group: 'reference',
  definition: null,
  recommended: `CREATE INDEX ${name} ON prompts(status)`,
  purpose: 'Finds something.',
  plan: null,
  isUnused: false,
  lostSince: null,
});

/** What attention is worked out from while all is well. */
export const calm = (now: number): AttentionInput => ({
  now,
  limits: { failedPercent: 10 },
  sources: sources(),
  queues: { prompts: queue('prompts'), task_queue: queue('task_queue') },
  sessions: [],
  reconciliation: nothingAmiss,
  pool: null,
  indexes: [],
  redundant: [],
  slowStatements: [],
  alerts: [],
  history: { isKept: true, problem: null, setAside: null, bytes: null },
});
