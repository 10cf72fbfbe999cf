import { expect, test } from 'vitest';
import type {
  PoolMember,
  Session,
  SessionRow,
  SessionState,
  TaskSummary,
} from '../../../src/shared/model.ts';
import { Reconciler, type ReconcileInput } from '../../../src/core/sessions/reconcile.ts';

const NOW = 1_800_000_000_000;

const session = (name: string, state: SessionState, extra: Partial<Session> = {}): Session => ({
  key: name,
  name,
  host: null,
  sessionId: '$1',
  windowId: '@1',
  paneId: '%1',
  panePid: 1,
  command: 'node',
  title: '',
  cwd: '/',
  branch: null,
  lastLine: '',
  lastOutputAt: null,
  row: null,
  task: null,
  state,
  since: NOW - 60_000,
  agent: 'claude',
  agentVersion: null,
  detail: null,
  until: null,
  badges: [],
  evidence: [],
  disagreeing: [],
  ...extra,
});

const row = (name: string, status: string, extra: Partial<SessionRow> = {}): SessionRow => ({
  name,
  status,
  provider: 'claude',
  isClaude: true,
  currentTaskId: null,
  lastActivityAt: null,
  updatedAt: null,
  workingDir: null,
  gitBranch: null,
  ...extra,
});

const prompt = (id: number, assignedAt = NOW - 60_000): TaskSummary => ({
  id,
  queue: 'prompts',
  status: 'assigned',
  priority: 0,
  type: null,
  target: null,
  provider: null,
  assignedTo: null,
  summary: '',
  createdAt: null,
  assignedAt,
  retries: 0,
  maxRetries: 3,
});

let scans = 0;
function input(sessions: readonly Session[], rest: Partial<ReconcileInput> = {}): ReconcileInput {
  scans += 1;
  const names = sessions.filter(({ host }) => host === null).map(({ name }) => name);
  return {
    tmux: { takenAt: NOW + scans, sessions, names, panes: sessions.length, captured: 0 },
    isTmuxLive: true,
    rows: [],
    inFlight: [],
    pool: null,
    now: NOW,
    ...rest,
  };
}

test('rows and tasks find their session; ghosts and untracked are told apart', () => {
  const { sessions, reconciliation } = new Reconciler().reconcile(
    input(
      [session('a', 'working'), session('new', 'ready'), session('sh', 'shell', { agent: null })],
      {
        rows: [row('a', 'busy'), row('test-claude', 'idle')],
        inFlight: [{ task: prompt(7), session: 'a', dueAt: NOW - 1 }],
      },
    ),
  );
  expect(sessions[0]).toMatchObject({ row: { status: 'busy' }, task: { id: 7 } });
  expect(reconciliation).toEqual({
    ghosts: ['test-claude'],
    untracked: ['new'],
    disagreeing: [],
    orphanedPrompts: [],
    overduePrompts: [7],
  });
});

test('a row with a dot or colon belongs to the session that tmux calls with _', () => {
  const { reconciliation, sessions } = new Reconciler().reconcile(
    input([session('v1_2', 'ready')], { rows: [row('v1.2', 'idle')] }),
  );
  expect(reconciliation.ghosts).toEqual([]);
  expect(sessions[0]?.row?.name).toBe('v1.2');
});

test('a disagreement counts once it has held for two scans', () => {
  const reconciler = new Reconciler();
  const rows = [row('a', 'busy')];
  const first = input([session('a', 'waiting')], { rows });
  expect(reconciler.reconcile(first).reconciliation.disagreeing).toEqual([]);
  // The same scan looked at again is not a second one.
  expect(reconciler.reconcile(first).reconciliation.disagreeing).toEqual([]);
  const second = input([session('a', 'waiting')], { rows });
  expect(reconciler.reconcile(second).reconciliation.disagreeing).toEqual(['a']);
  const third = input([session('a', 'working')], { rows });
  expect(reconciler.reconcile(third).reconciliation.disagreeing).toEqual([]);
});

test.each([
  ['busy', 'working', false],
  ['busy', 'ready', true],
  ['idle', 'ready', false],
  ['idle', 'blocked', true],
  ['waiting_input', 'ready', false],
  ['waiting_input', 'waiting', false],
  ['waiting_input', 'working', true],
  ['unknown', 'working', false],
  ['busy', 'unknown', false],
  ['something-new', 'working', false],
] as const)('a row that says %s against %s: contradiction %s', (status, state, expected) => {
  const reconciler = new Reconciler();
  const rows = [row('a', status)];
  reconciler.reconcile(input([session('a', state)], { rows }));
  const { reconciliation } = reconciler.reconcile(input([session('a', state)], { rows }));
  expect(reconciliation.disagreeing).toEqual(expected ? ['a'] : []);
});

test('prompts on sessions that are gone, ready or dead are orphaned; one just sent is not', () => {
  const { reconciliation } = new Reconciler().reconcile(
    input([session('r', 'ready'), session('d', 'dead'), session('w', 'working')], {
      inFlight: [
        { task: prompt(1), session: 'gone', dueAt: null },
        { task: prompt(2), session: 'r', dueAt: null },
        { task: prompt(3), session: 'd', dueAt: null },
        { task: prompt(4), session: 'w', dueAt: null },
        { task: prompt(5, NOW - 1000), session: 'r', dueAt: null },
        { task: prompt(6), session: null, dueAt: null },
      ],
    }),
  );
  expect(reconciliation.orphanedPrompts).toEqual([1, 2, 3]);
});

test('while tmux does not answer, nobody new goes missing', () => {
  const reconciler = new Reconciler();
  reconciler.reconcile(input([session('a', 'ready')], { rows: [row('a', 'idle')] }));
  const silent = input([], { rows: [row('a', 'idle'), row('b', 'idle')], isTmuxLive: false });
  expect(reconciler.reconcile(silent).reconciliation.ghosts).toEqual([]);
});

test('sessions on another machine are not ours to match', () => {
  const { reconciliation, sessions } = new Reconciler().reconcile(
    input([session('a', 'ready', { host: 'far' })], { rows: [row('a', 'idle')] }),
  );
  expect(sessions[0]?.row).toBeNull();
  expect(reconciliation).toMatchObject({ ghosts: ['a'], untracked: [] });
});

test("a pool member's concerns are its owner's own", () => {
  const member = (extra: Partial<PoolMember>): PoolMember => ({
    name: 'm',
    tmuxName: 'a',
    role: 'worker',
    status: 'running',
    health: 'healthy',
    restarts: 0,
    lastHeartbeatAt: NOW,
    concerns: [],
    ...extra,
  });
  const { pool } = new Reconciler().reconcile(
    input([session('a', 'ready')], {
      pool: [
        member({}),
        member({ tmuxName: 'lost', lastHeartbeatAt: NOW - 16 * 60_000, restarts: 6 }),
        member({ status: 'stopped', tmuxName: null, lastHeartbeatAt: null }),
      ],
    }),
  );
  expect(pool?.map(({ concerns }) => concerns.map(({ cause }) => cause))).toEqual([
    [],
    ['no-session', 'no-heartbeat', 'restarts'],
    [],
  ]);
  expect(pool?.[1]?.concerns[0]?.text).toBe('running without its tmux session "lost"');
});
