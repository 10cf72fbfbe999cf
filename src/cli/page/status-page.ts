import type {
  AttentionItem,
  Health,
  Queue,
  Session,
  SessionState,
  Snapshot,
  SourceStatus,
} from '../../shared/model.ts';
import { count, duration, plural, rate } from '../../shared/words.ts';
import { paint, plain, type PageSize } from '../terminal.ts';
import { inColumns } from './columns.ts';

/** A snapshot as a page for a terminal, most important first. */
export function statusPage(snapshot: Snapshot, { columns }: PageSize): string[] {
  return [
    ...head(snapshot),
    '',
    ...queues(snapshot, columns),
    ...section('Needs attention', attention(snapshot, columns)),
    ...section(`Sessions  ${paint('dim', sessionSummary(snapshot))}`, sessions(snapshot, columns)),
    ...section('Figures of the database', figures(snapshot)),
    ...section('Sources', sources(snapshot, columns)),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', paint('bold', title), ...lines];

const healthMarks: Readonly<Record<Health, string>> = {
  fine: paint('green', '●'),
  attention: paint('yellow', '▲'),
  broken: paint('red', '■'),
  paused: paint('dim', '‖'),
};

function head({ headline, watched, takenAt }: Snapshot): string[] {
  const where = watched.root ?? watched.assignerDb ?? watched.architectDb ?? 'tmux only';
  const time = new Date(takenAt).toTimeString().slice(0, 8);
  return [
    paint('dim', `${plain(watched.title)} · ${plain(where)} · ${time}`),
    `${healthMarks[headline.health]} ${paint('bold', plain(headline.text))}`,
    ...(headline.detail === '' ? [] : [`  ${plain(headline.detail)}`]),
  ];
}

function queues({ queues: { prompts, task_queue: tasks }, takenAt }: Snapshot, columns: number) {
  const rows = [...queueRow('Prompts', prompts, takenAt), ...queueRow('Tasks', tasks, takenAt)];
  return inColumns(rows, [{ width: 8 }, { width: 15 }, { width: 14 }, {}], columns);
}

function queueRow(name: string, queue: Queue | null, now: number): string[][] {
  if (queue === null) return [];
  const { oldestWaiting, failedLastHour, finishedLastHour, finishes } = queue;
  const oldestAt = oldestWaiting?.createdAt ?? null;
  const rest = [
    oldestAt === null ? '' : `oldest ${duration(now - oldestAt)}`,
    finishes.perMin5 === null ? '' : `${rate(finishes.perMin5)} a minute finish`,
    failedLastHour === null
      ? ''
      : `${count(failedLastHour)} of ${count(finishedLastHour)} failed last hour`,
  ].filter((part) => part !== '');
  return [
    [
      name,
      `${count(queue.waiting)} waiting`,
      `${count(queue.inFlight)} in flight`,
      rest.join(' · '),
    ],
  ];
}

const severityMarks: Readonly<Record<AttentionItem['severity'], string>> = {
  broken: paint('red', '■'),
  attention: paint('yellow', '▲'),
  info: paint('dim', '○'),
};

function attention({ attention: items, takenAt }: Snapshot, columns: number): string[] {
  const rows = items.map(({ severity, title, detail, since }) => [
    severityMarks[severity],
    since === null ? '' : duration(takenAt - since),
    `${plain(title)}${detail === '' ? '' : paint('dim', ` · ${plain(detail)}`)}`,
  ]);
  return inColumns(rows, [{ width: 1 }, { width: 10, align: 'right' }, {}], columns);
}

const stateMarks: Readonly<Record<SessionState, string>> = {
  waiting: paint('yellow', '▲ waiting'),
  blocked: paint('red', '■ blocked'),
  dead: paint('red', '✕ dead'),
  working: paint('cyan', '◐ working'),
  ready: paint('green', '● ready'),
  unknown: paint('magenta', '? unknown'),
  shell: paint('dim', '$ shell'),
};
const stateOrder = Object.keys(stateMarks);

function sessionSummary({ sessions: all }: Snapshot): string {
  const counts = stateOrder
    .map((state) => [all.filter((session) => session.state === state).length, state] as const)
    .filter(([n]) => n > 0)
    .map(([n, state]) => `${count(n)} ${state}`);
  return [plural(all.length, 'pane'), ...counts].join(' · ');
}

const rank = ({ state }: Session): number => stateOrder.indexOf(state);

function sessions({ sessions: all, takenAt, reconciliation }: Snapshot, columns: number): string[] {
  const wrong = new Set(reconciliation.disagreeing);
  const rows = all
    .toSorted((a, b) => rank(a) - rank(b) || a.since - b.since)
    .map((session) => [
      stateMarks[session.state],
      duration(takenAt - session.since),
      plain(session.name, 60),
      session.agent ?? '–',
      databaseSays(session, wrong.has(session.name)),
      plain(session.task?.summary ?? session.detail ?? session.lastLine),
    ]);
  return inColumns(
    rows,
    [{ width: 9 }, { width: 10, align: 'right' }, { width: 22 }, { width: 8 }, { width: 15 }, {}],
    columns,
  );
}

function databaseSays({ row }: Session, isWrong: boolean): string {
  if (row === null) return paint('dim', 'no row');
  return isWrong ? paint('yellow', `says ${plain(row.status, 20)}`) : plain(row.status, 20);
}

function figures({ stats }: Snapshot): string[] {
  const text = Object.entries(stats).map(([name, value]) => `${name} ${count(value)}`);
  return [text.slice(0, 4).join('   '), text.slice(4).join('   ')].map((line) => `  ${line}`);
}

const sourceMarks: Readonly<Record<SourceStatus['state'], string>> = {
  live: paint('green', '●'),
  stale: paint('yellow', '◌'),
  unavailable: paint('red', '○'),
};

function sources({ sources: all, takenAt }: Snapshot, columns: number): string[] {
  const rows = Object.entries(all)
    .filter(([, { problem }]) => problem?.kind !== 'not-configured')
    .map(([name, { state, label, lastReadAt, problem, costMs }]) => [
      sourceMarks[state],
      name,
      state,
      problem === null
        ? `${plain(label)}${paint('dim', ` · read ${ago(lastReadAt, takenAt)} in ${count(costMs)} ms`)}`
        : `${plain(problem.message)} ${plain(problem.action)}`,
    ]);
  return inColumns(rows, [{ width: 1 }, { width: 9 }, { width: 11 }, {}], columns);
}

function ago(t: number | null, now: number): string {
  if (t === null) return 'never';
  return now - t < 1000 ? 'just now' : `${duration(now - t)} ago`;
}
