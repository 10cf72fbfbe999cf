import type { ProbeResult, Queue, QueueName, Session, Snapshot } from '../../shared/model.ts';
import { databaseOf } from '../../shared/queues.ts';
import type { RecentFlow } from '../readings.ts';
import { FlowCounter, type FlowDelta } from './flow-counter.ts';
import { MINUTE } from './levels.ts';
import type { Sample } from './sample.ts';
import { SESSION_STATES, SERIES } from './series.ts';

/** What one moment offers to history: the parts of a snapshot, and each queue's recent flow. */
export interface Recordable {
  readonly now: number;
  readonly queues: Snapshot['queues'];
  readonly sessions: readonly Session[];
  readonly sources: Snapshot['sources'];
  readonly probe: ProbeResult | null;
  readonly timings: Snapshot['timings'];
  readonly recent: Readonly<Record<QueueName, RecentFlow | null>>;
}

/** Costs are told to 5 %: in steps of a tenth, so that hours of them are a few bins. */
const COST_STEP = Math.log(1.1);
export const coarseCost = (us: number): number =>
  us <= 1 ? 1 : Math.round(Math.exp(Math.round(Math.log(us) / COST_STEP) * COST_STEP));

/** Takes samples: only of sources that are live, the rest is not known. Costs go out once a minute. */
export class Sampler {
  readonly #flows: Readonly<Record<QueueName, FlowCounter>> = {
    prompts: new FlowCounter(),
    task_queue: new FlowCounter(),
  };
  readonly #costs = new Map<string, number[]>();
  /** Sessions that wait for a person, by key, and since when. */
  #asking: ReadonlyMap<string, number> = new Map();
  #costsSentAt = 0;
  #probedAt = 0;

  /** The sample, and what both queues did together since the one before. */
  next(moment: Recordable): { sample: Sample; flow: FlowDelta } {
    const gauges = new Map<string, number | null>();
    const counters = new Map<string, number>();
    const durations = new Map<string, readonly number[]>();
    const flows: FlowDelta[] = [];
    for (const name of ['prompts', 'task_queue'] as const) {
      const live = moment.sources[databaseOf[name]].state === 'live';
      gaugeQueue(gauges, name, live ? moment.queues[name] : null);
      const recent = live ? moment.recent[name] : null;
      if (recent === null) continue;
      const flow = this.#flows[name].next(recent, moment.now);
      flows.push(flow);
      countFlow(counters, durations, name, flow);
    }
    gaugeSessions(gauges, moment);
    this.#takeAnswers(moment, durations);
    this.#takeCosts(moment, durations);
    return { sample: { t: moment.now, gauges, counters, durations }, flow: sumOf(flows) };
  }

  /** A session that waited and now works, or is ready, was answered. */
  #takeAnswers(
    { now, sessions, sources }: Recordable,
    durations: Map<string, readonly number[]>,
  ): void {
    if (sources.tmux.state !== 'live') return;
    const answered = sessions.flatMap(({ key, state }) => {
      const since = this.#asking.get(key);
      return since !== undefined && (state === 'working' || state === 'ready') ? [now - since] : [];
    });
    if (answered.length > 0) durations.set(SERIES.answer, answered);
    this.#asking = new Map(
      sessions.filter(({ state }) => state === 'waiting').map(({ key, since }) => [key, since]),
    );
  }

  /** A cost changes with every reading: sent one by one, no second would ever be unchanged. */
  #takeCosts({ now, timings, probe }: Recordable, durations: Map<string, readonly number[]>): void {
    const { tickMs, scanMs, queueMs, statsMs } = timings;
    for (const [series, ms] of [
      [SERIES.tickCost, tickMs],
      [SERIES.scanCost, scanMs],
      [SERIES.queueCost, queueMs],
      [SERIES.statsCost, statsMs],
    ] as const) {
      if (ms !== null) this.#addCost(series, coarseCost(ms * 1000));
    }
    if (probe !== null && probe.at !== this.#probedAt) {
      this.#probedAt = probe.at;
      if (probe.ms !== null) this.#addCost(SERIES.probe, probe.ms);
    }
    // After a clock was put back it is time, too.
    if (now >= this.#costsSentAt && now - this.#costsSentAt < MINUTE) return;
    this.#costsSentAt = now;
    for (const [series, values] of this.#costs) durations.set(series, values);
    this.#costs.clear();
  }

  #addCost(series: string, value: number): void {
    const values = this.#costs.get(series) ?? [];
    values.push(value);
    this.#costs.set(series, values);
  }
}

function gaugeQueue(
  gauges: Map<string, number | null>,
  name: QueueName,
  queue: Queue | null,
): void {
  const createdAt = queue?.oldestWaiting?.createdAt ?? 0;
  gauges.set(`${name}.waiting`, queue?.waiting ?? null);
  gauges.set(`${name}.inFlight`, queue?.inFlight ?? null);
  gauges.set(`${name}.oldestAt`, queue === null ? null : Math.max(0, Math.floor(createdAt / 1000)));
}

function countFlow(
  counters: Map<string, number>,
  durations: Map<string, readonly number[]>,
  name: QueueName,
  flow: FlowDelta,
): void {
  counters.set(`${name}.arrived`, flow.arrived);
  counters.set(`${name}.finished`, flow.finished);
  counters.set(`${name}.failed`, flow.failed);
  if (flow.toAssignmentMs.length > 0) durations.set(`${name}.assignment`, flow.toAssignmentMs);
  if (flow.toCompletionMs.length > 0) durations.set(`${name}.completion`, flow.toCompletionMs);
}

function gaugeSessions(
  gauges: Map<string, number | null>,
  { sessions, sources }: Recordable,
): void {
  const live = sources.tmux.state === 'live';
  for (const state of SESSION_STATES) gauges.set(`sessions.${state}`, live ? 0 : null);
  if (!live) return;
  for (const { state } of sessions) {
    gauges.set(`sessions.${state}`, (gauges.get(`sessions.${state}`) ?? 0) + 1);
  }
}

const sumOf = (flows: readonly FlowDelta[]): FlowDelta => ({
  arrived: flows.reduce((n, flow) => n + flow.arrived, 0),
  finished: flows.reduce((n, flow) => n + flow.finished, 0),
  failed: flows.reduce((n, flow) => n + flow.failed, 0),
  toAssignmentMs: flows.flatMap((flow) => flow.toAssignmentMs),
  toCompletionMs: flows.flatMap((flow) => flow.toCompletionMs),
});
