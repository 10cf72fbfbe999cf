import type { HistoryView } from '../../shared/history.ts';
import { count, duration, plural } from '../../shared/words.ts';
import { MINUTE } from './levels.ts';
import type { RootRecord } from './root.ts';
import { SERIES } from './series.ts';
import { countOf, levelOf } from './sums.ts';

const HOUR = 60 * MINUTE;
const WORST = 5;
/** Sessions listed by name; the rest is left out and counted. */
const MOST_SESSIONS = 50;

/** What happened in a stretch of time, as Markdown for people. Times in this machine's zone. */
export function historyReport(
  root: RootRecord,
  title: string,
  view: HistoryView,
  now: number,
): string {
  const { from, to } = view.query;
  const { totals } = view;
  const ended = totals.finished + totals.failed;
  const lines = [
    `# ${text(title)}: ${at(from)} to ${at(to)}`,
    '',
    `Written by Lookout on ${at(now)}. On record: ${share(totals.watchedMs, to - from)} of this time.${reconstructed(view)}`,
    '',
    '## What came and went',
    '',
    ...table(
      ['queue', 'came in', 'finished', 'failed'],
      [
        ...queues(root, view, now),
        ['**both**', count(totals.arrived), count(totals.finished), count(totals.failed)],
      ],
    ),
    '',
    ended === 0
      ? 'Nothing ended.'
      : `${share(totals.failed, ended)} of what ended failed. ${latency(view)}`.trim(),
    '',
    '## The worst hours',
    '',
    ...worstHours(root, view, now),
    '',
    '## Kinds of failures',
    '',
    ...failures(view),
    '',
    '## Sessions',
    '',
    ...sessions(root, view),
  ];
  return `${lines.join('\n')}\n`;
}

function reconstructed({ charts, query }: HistoryView): string {
  const until = charts.reconstructedTo;
  return until === null || until <= query.from
    ? ''
    : ` Before ${at(until)} figures were worked out from the databases.`;
}

function queues(root: RootRecord, { query }: HistoryView, now: number): string[][] {
  const total = root.reader.total(query.from, query.to, now);
  const names = root.reader.series();
  return (['prompts', 'task_queue'] as const).map((queue) => [
    queue === 'prompts' ? 'prompts' : 'task queue',
    ...['arrived', 'finished', 'failed'].map((what) =>
      count(countOf(total, names, [`${queue}.${what}`])),
    ),
  ]);
}

function latency({ charts }: HistoryView): string {
  const longest = Math.max(0, ...charts.latency.points.map((point) => point['max'] ?? 0));
  return longest === 0 ? '' : `The longest took ${duration(longest)}.`;
}

/** Hours with the most failures, then with the most waiting. */
function worstHours(root: RootRecord, { query }: HistoryView, now: number): string[] {
  const names = root.reader.series();
  const { cells, stepMs } = root.reader.timeline(
    query.from,
    query.to,
    now,
    Math.max(2, Math.min(500, Math.ceil((query.to - query.from) / HOUR))),
  );
  const hours = cells.flatMap(({ t, bucket }) =>
    bucket === null
      ? []
      : [
          {
            t,
            failed: countOf(bucket, names, SERIES.failed),
            waiting: levelOf(bucket, names, SERIES.waiting)?.max ?? 0,
          },
        ],
  );
  const worst = hours
    .filter(({ failed, waiting }) => failed > 0 || waiting > 0)
    .toSorted((a, b) => b.failed - a.failed || b.waiting - a.waiting)
    .slice(0, WORST);
  if (worst.length === 0) return ['Nothing failed and nothing waited.'];
  return table(
    [`from (${duration(stepMs)} each)`, 'failed', 'most waiting'],
    worst.map(({ t, failed, waiting }) => [at(t), count(failed), count(waiting)]),
  );
}

function failures({ failures: kinds }: HistoryView): string[] {
  if (kinds.length === 0) return ['None was seen.'];
  return table(
    ['kind', 'first seen', 'last seen'],
    kinds.map(({ pattern, firstAt, lastAt, isNew }) => [
      `${isNew ? '**new** ' : ''}${text(pattern)}`,
      at(firstAt),
      at(lastAt),
    ]),
  );
}

function sessions(root: RootRecord, { query, answers }: HistoryView): string[] {
  const all = [...root.sessions.utilisation(query.from, query.to)];
  if (all.length === 0) return ['No session was seen.'];
  const states = ['working', 'waiting', 'ready', 'blocked'];
  const rows = all
    .map(([name, spent]) => ({ name, spent: states.map((state) => spent.get(state) ?? 0) }))
    .toSorted((a, b) => (b.spent[0] ?? 0) - (a.spent[0] ?? 0))
    .slice(0, MOST_SESSIONS)
    .map(({ name, spent }) => [text(name), ...spent.map((ms) => duration(ms))]);
  const rest = all.length - rows.length;
  return [
    ...table(['session', ...states], rows),
    ...(rest > 0 ? ['', `and ${plural(rest, 'more session')}`] : []),
    ...(answers === null
      ? []
      : [
          '',
          `${plural(answers.count, 'question')} answered, half of them within ${duration(answers.p50Ms)}, the slowest after ${duration(answers.maxMs)}.`,
        ]),
  ];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Others' text as text: nothing of it is read as Markdown or HTML, and it stays on its line. */
const text = (value: string): string =>
  value
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/g, String.raw`\$&`);

const share = (part: number, of: number): string =>
  of <= 0 ? '0 %' : `${Math.min(100, Math.round((part / of) * 100))} %`;

const two = (n: number): string => String(n).padStart(2, '0');

const at = (t: number): string => {
  const d = new Date(t);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
};
