import { count, duration, plural, queueLabel } from '../../shared/words.ts';
import { plainText } from '../queue/text.ts';
import { HOUR } from './levels.ts';
import type { HistoryReport } from './report.ts';

/** A report as Markdown for people. Times in this machine's zone. */
export function reportText(report: HistoryReport): string {
  const { from, to, total } = report;
  const lines = [
    `# ${text(report.watched)}: ${at(from)} to ${at(to)}`,
    '',
    `Written by Lookout on ${at(report.writtenAt)}. On record: ${share(report.watchedMs, to - from)} of this time.${reconstructed(report)}`,
    '',
    '## What came and went',
    '',
    ...table(
      ['queue', 'came in', 'finished', 'failed'],
      [
        ...(['prompts', 'task_queue'] as const).map((name) => [
          queueLabel[name],
          ...counts(report.queues[name]),
        ]),
        ['**both**', ...counts(total)],
      ],
    ),
    '',
    `${outcome(report)}${longest(report)}`,
    '',
    '## By type',
    '',
    ...types(report),
    '',
    '## The worst hours',
    '',
    ...worstHours(report),
    '',
    '## Kinds of failures',
    '',
    ...failures(report),
    '',
    '## Sessions',
    '',
    ...sessions(report),
  ];
  return `${lines.join('\n')}\n`;
}

function reconstructed({ reconstructedTo }: HistoryReport): string {
  return reconstructedTo === null
    ? ''
    : ` Before ${at(reconstructedTo)} figures were worked out from the databases.`;
}

const counts = ({ arrived, finished, failed }: HistoryReport['total']): string[] =>
  [arrived, finished, failed].map((n) => count(n));

function outcome({ total: { finished, failed } }: HistoryReport): string {
  const ended = finished + failed;
  return ended === 0 ? 'Nothing ended.' : `${share(failed, ended)} of what ended failed.`;
}

const longest = ({ longestMs }: HistoryReport): string =>
  longestMs === null ? '' : ` The longest took ${duration(longestMs)}.`;

function types({ byType }: HistoryReport): string[] {
  const unread = byType.unread.map((queue) => queueLabel[queue]).join(' and ');
  const missing =
    unread === '' ? [] : ['', `Of the ${unread} nothing can be told: no database was read.`];
  if (byType.counts.length === 0) {
    return unread === '' ? ['No task came or ended.'] : missing.slice(1);
  }
  return [
    ...table(
      ['type', 'queue', 'came in', 'finished', 'failed'],
      byType.counts.map((one) => [text(one.type), queueLabel[one.queue], ...counts(one)]),
    ),
    '',
    'As the rows of the databases tell now: a task that was tried again counts once, one whose row is gone not at all.',
    ...missing,
  ];
}

function worstHours({ worstHours: hours }: HistoryReport): string[] {
  const [first] = hours;
  if (first === undefined) return ['Nothing failed and nothing waited.'];
  return table(
    [
      first.ms === HOUR ? 'hour from' : `from (${duration(first.ms)} each)`,
      'failed',
      'most waiting',
    ],
    hours.map(({ from, failed, mostWaiting }) => [at(from), count(failed), count(mostWaiting)]),
  );
}

function failures({ failures: kinds }: HistoryReport): string[] {
  if (kinds.length === 0) return ['None was seen.'];
  return table(
    ['kind', 'times', 'first seen', 'last seen'],
    kinds.map(({ pattern, count: times, firstAt, lastAt, isNew }) => [
      `${isNew ? '**new** ' : ''}${text(pattern)}`,
      count(times),
      at(firstAt),
      at(lastAt),
    ]),
  );
}

function sessions({ sessions: listed, moreSessions, answers }: HistoryReport): string[] {
  if (listed.length === 0) return ['No session was seen.'];
  const rows = listed.map((one) => [
    text(one.name),
    ...[one.workingMs, one.waitingMs, one.readyMs, one.blockedMs].map((ms) => duration(ms)),
  ]);
  return [
    ...table(['session', 'working', 'waiting', 'ready', 'blocked'], rows),
    ...(moreSessions > 0 ? ['', `and ${plural(moreSessions, 'more session')}`] : []),
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
  (plainText(value, 300) ?? '').replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/g, String.raw`\$&`);

const share = (part: number, of: number): string =>
  of <= 0 ? '0 %' : `${Math.min(100, Math.round((part / of) * 100))} %`;

const two = (n: number): string => String(n).padStart(2, '0');

const at = (t: number): string => {
  const d = new Date(t);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
};
