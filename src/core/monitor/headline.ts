import type {
  AttentionItem,
  Forecast,
  Headline,
  Health,
  Queue,
  QueueName,
  Session,
  Snapshot,
  SourceName,
  SourceStatus,
  Trend,
} from '../../shared/model.ts';
import { count, duration, lowerFirst, plural, rate } from '../../shared/words.ts';
import { fileTrouble } from './trouble.ts';

type Queues = Snapshot['queues'];

export interface HeadlineInput {
  readonly now: number;
  readonly paused: boolean;
  readonly sources: Snapshot['sources'];
  readonly queues: Queues;
  readonly sessions: readonly Session[];
  readonly attention: readonly AttentionItem[];
}

/** A database may be away this long (a writer holds it, a file is being replaced) before it leads. */
const PATIENCE_MS = 10_000;

/** Says in one plain sentence how things stand, and in a second line why. */
export function headline(input: HeadlineInput): Headline {
  if (input.paused) {
    return {
      health: 'paused',
      text: 'Paused',
      detail: 'Nothing is read until you resume; what you see is from before.',
    };
  }
  if (isNothingConfigured(input.sources)) {
    return {
      health: 'attention',
      text: 'Nothing is watched yet',
      detail: 'Open an Architect folder to begin.',
    };
  }
  const broken = brokenDatabase(input);
  if (broken !== null) return aboutBroken(broken, input);
  return { health: health(input), ...aboutQueues(input) };
}

const databases: readonly SourceName[] = ['assigner', 'architect'];

const isConfigured = (source: SourceStatus): boolean => source.problem?.kind !== 'not-configured';

const isNothingConfigured = (sources: Snapshot['sources']): boolean =>
  databases.every((name) => !isConfigured(sources[name]));

function brokenDatabase({ sources, now }: HeadlineInput): SourceStatus | null {
  const broken = databases
    .map((name) => sources[name])
    .filter((source) => isConfigured(source) && source.state !== 'live')
    .find(({ state, since }) => state === 'unavailable' || now - since >= PATIENCE_MS);
  return broken ?? null;
}

function aboutBroken(source: SourceStatus, input: HeadlineInput): Headline {
  const rest = databases.some((name) => input.sources[name].state === 'live');
  const age =
    source.lastReadAt === null
      ? ''
      : ` Its figures are from ${duration(input.now - source.lastReadAt)} ago.`;
  const others = rest ? ` Meanwhile: ${lowerFirst(aboutQueues(input).text)}.` : '';
  return {
    health: 'broken',
    text: withoutStop(fileTrouble(source)),
    detail: `${source.problem?.action ?? ''}${age}${others}`.trim(),
  };
}

function health({ attention, queues }: HeadlineInput): Health {
  if (attention.some(({ severity }) => severity === 'broken')) return 'broken';
  if (attention.some(({ severity }) => severity === 'attention')) return 'attention';
  const stopped = Object.values(queues).some(
    (queue) => queue !== null && trendOf(queue) === 'stopped',
  );
  return stopped ? 'attention' : 'fine';
}

function aboutQueues(input: HeadlineInput): Pick<Headline, 'text' | 'detail'> {
  const leading = leadingQueues(input.queues);
  if (leading === null) return { text: 'No queue can be read', detail: people(input) };
  return {
    text: isNobodyWorking(input)
      ? nobodyWorks(input)
      : sentences[leading.trend](leading, input.now),
    detail: [
      backlog(leading),
      flow(leading),
      inFlight(input),
      oldest(leading, input.now),
      people(input),
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

interface Leading {
  readonly trend: Trend;
  readonly queues: readonly Queue[];
  readonly waiting: number;
  readonly inFlight: number;
  /** Named when the other queue is in a better way. */
  readonly where: string;
}

const worstFirst: readonly Trend[] = [
  'stopped',
  'growing',
  'steady',
  'draining',
  'unknown',
  'empty',
];
const queueLabels: Readonly<Record<QueueName, string>> = {
  prompts: 'among the prompts',
  task_queue: 'in the task queue',
};

/** The queues that the sentence is about: those with the worst trend. */
function leadingQueues(queues: Queues): Leading | null {
  const known = [queues.prompts, queues.task_queue].filter((queue) => queue !== null);
  const trend = worstFirst.find((t) => known.some((queue) => trendOf(queue) === t));
  if (trend === undefined) return null;
  const leading = known.filter((queue) => trendOf(queue) === trend);
  const [only] = leading;
  const others = known.filter((queue) => !leading.includes(queue) && queue.waiting > 0);
  return {
    trend,
    queues: leading,
    waiting: sum(leading.map(({ waiting }) => waiting)),
    inFlight: sum(known.map((queue) => queue.inFlight)),
    where: only !== undefined && others.length > 0 ? ` ${queueLabels[only.name]}` : '',
  };
}

/** A queue that grows because nothing finishes has stopped; one in which nothing waits has no trend. */
function trendOf({ waiting, finishes, forecast }: Queue): Trend {
  if (waiting === 0) return 'empty';
  const finished = forecast.windowMin <= 5 ? finishes.perMin5 : finishes.perMin60;
  return forecast.trend === 'growing' && finished === 0 ? 'stopped' : forecast.trend;
}

const waits = ({ waiting, where }: Leading): string => `${count(waiting)} waiting${where}`;

const sentences: Readonly<Record<Trend, (leading: Leading, now: number) => string>> = {
  draining: (leading) => {
    const emptyInMs = slowest(leading.queues.map(({ forecast }) => forecast));
    // The slower one decides, which the rates of both together do not show.
    const end = leading.queues.length > 1 ? 'until both are empty' : 'to empty';
    const forecast = emptyInMs === null ? '' : `, about ${duration(emptyInMs)} ${end}`;
    return `Draining: ${waits(leading)}${forecast}`;
  },
  growing: ({ queues, where }) => {
    const net = sum(queues.map(({ forecast }) => forecast.netPerMin ?? 0));
    return `Growing: ${rate(net)} more a minute than finish${where}`;
  },
  steady: (leading) => `Steady: ${waits(leading)}, as many finish as arrive`,
  stopped: (leading, now) => {
    const last = latest(leading.queues.map(({ lastFinishAt }) => lastFinishAt));
    return last === null
      ? `Stopped: ${waits(leading)}, nothing has finished`
      : `Stopped: ${waits(leading)}, nothing finished in the last ${duration(now - last)}`;
  },
  empty: ({ inFlight: flying }) =>
    flying === 0 ? 'Nothing to do' : `Nothing waits: ${count(flying)} in flight`,
  unknown: (leading) => `${waits(leading)}, too early to say how fast they go`,
};

/** Prompts wait, none finishes, and no agent in tmux is at work. */
function isNobodyWorking({ queues, sources, sessions }: HeadlineInput): boolean {
  const { prompts } = queues;
  if (prompts === null || prompts.waiting === 0 || sources.tmux.state === 'stale') return false;
  const finishing = (prompts.finishes.perMin1 ?? 0) > 0;
  const maybeWorking = sessions.some(({ state }) => state === 'working' || state === 'unknown');
  return !finishing && !maybeWorking && knowsTmux(sources.tmux);
}

/** A live scan, or the certainty that no server runs. */
const knowsTmux = ({ state, problem }: SourceStatus): boolean =>
  state === 'live' || problem?.kind === 'tmux-no-server';

function nobodyWorks({ queues, sessions }: HeadlineInput): string {
  const waiting = count(queues.prompts?.waiting ?? 0);
  const asking = sessions.filter(({ state }) => state === 'waiting').length;
  const blocked = sessions.filter(({ state }) => state === 'blocked').length;
  const ready = sessions.filter(({ state }) => state === 'ready').length;
  const why =
    asking > 0
      ? needAnswer(asking)
      : blocked > 0
        ? `${plural(blocked, 'session')} ${blocked === 1 ? 'is' : 'are'} blocked`
        : ready > 0
          ? `${plural(ready, 'session')} ${ready === 1 ? 'is' : 'are'} ready`
          : 'no agent runs in tmux';
  return `Nobody is working: ${waiting} waiting, ${why}`;
}

const needAnswer = (n: number): string =>
  `${plural(n, 'session')} ${n === 1 ? 'needs' : 'need'} an answer`;

/** How many wait, where the sentence itself does not say. */
const backlog = ({ trend, waiting }: Leading): string =>
  trend === 'growing' ? `${count(waiting)} waiting.` : '';

function flow({ queues }: Leading): string {
  const finishes = total(queues.map((queue) => queue.finishes.perMin5));
  const arrivals = total(queues.map((queue) => queue.arrivals.perMin5));
  if (finishes === null || arrivals === null || finishes + arrivals === 0) return '';
  return `${rate(finishes)} a minute finish, ${rate(arrivals)} arrive.`;
}

function inFlight({ queues }: HeadlineInput): string {
  const flying = sum(Object.values(queues).map((queue) => queue?.inFlight ?? 0));
  return flying === 0 ? '' : `${count(flying)} in flight.`;
}

function oldest({ queues }: Leading, now: number): string {
  const times = queues.map((queue) => queue.oldestWaiting?.createdAt ?? null);
  const first = times.filter((t) => t !== null).toSorted((a, b) => a - b)[0];
  return first === undefined ? '' : `The oldest has waited ${duration(now - first)}.`;
}

function people({ sessions }: HeadlineInput): string {
  const asking = sessions.filter(({ state }) => state === 'waiting').length;
  return asking === 0 ? '' : `${needAnswer(asking)}.`;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const total = (values: readonly (number | null)[]): number | null =>
  values.some((value) => value === null) ? null : sum(values.map((value) => value ?? 0));

const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

/** When the last of them is empty. */
const slowest = (forecasts: readonly Forecast[]): number | null =>
  latest(forecasts.map(({ emptyInMs }) => emptyInMs));

const withoutStop = (text: string): string => text.replace(/\.$/, '');
