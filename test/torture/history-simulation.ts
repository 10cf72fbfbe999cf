import { Random } from '../../demo/random.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import { coarseCost } from '../../src/core/history/sampler.ts';
import { SESSION_STATES } from '../../src/core/history/series.ts';
import type { Observed, SessionLog } from '../../src/core/history/session-log.ts';
import type { RootHistory } from '../../src/core/history/store.ts';

const SESSIONS = 50;
const MINUTE = 60_000;
/** Readings a minute whose cost is told. */
const COSTS = 60;
const STATE_SERIES = SESSION_STATES.map((state) => `sessions.${state}`);
const EVIDENCE = [
  'asks for permission to run a command',
  'the screen changed 2 s ago, and its spinner turns',
  'an empty prompt for 40 s, nothing assigned',
  'a limit of use is reached until 14:00',
] as const;

/** One queue: what waits, what runs, and the ids of its series. */
class SimulatedQueue {
  /** Of its series, put together once. */
  readonly #names;
  readonly #share: number;
  readonly #random: Random;
  #waiting = 20;
  #inFlight = 10;
  #oldestAt = 0;

  /** `share`: of the events of a busy queue, how many this one has. */
  constructor(name: string, share: number, random: Random) {
    this.#names = {
      waiting: `${name}.waiting`,
      inFlight: `${name}.inFlight`,
      oldestAt: `${name}.oldestAt`,
      arrived: `${name}.arrived`,
      finished: `${name}.finished`,
      failed: `${name}.failed`,
      assignment: `${name}.assignment`,
      completion: `${name}.completion`,
    };
    this.#share = share;
    this.#random = random;
  }

  /** A second goes by at `t`: true where anything happened. */
  step(
    t: number,
    busy: number,
    counters: Map<string, number>,
    durations: Map<string, readonly number[]>,
  ): boolean {
    const random = this.#random;
    const happens = (): boolean => random.chance(0.12 * busy * this.#share);
    const [arrives, isTaken, ends] = [happens(), happens(), happens()];
    if (arrives) {
      const n = 1 + Math.floor(random.next() * 3);
      this.#waiting += n;
      counters.set(this.#names.arrived, n);
      if (random.chance(0.1)) this.#oldestAt = Math.floor(t / 1000);
    }
    if (isTaken && this.#waiting > 0) {
      this.#waiting--;
      this.#inFlight++;
      durations.set(this.#names.assignment, [Math.round(1000 * Math.exp(random.next() * 7))]);
    }
    if (ends && this.#inFlight > 0) {
      this.#inFlight--;
      const failed = random.chance(0.2);
      counters.set(failed ? this.#names.failed : this.#names.finished, 1);
      durations.set(this.#names.completion, [Math.round(5000 * Math.exp(random.next() * 6))]);
    }
    return arrives || isTaken || ends;
  }

  show(gauges: Map<string, number>): void {
    gauges.set(this.#names.waiting, this.#waiting);
    gauges.set(this.#names.inFlight, this.#inFlight);
    gauges.set(this.#names.oldestAt, this.#oldestAt);
  }
}

/**
 * A fleet of 50 sessions, a busy queue and one with a tenth of its traffic: busy by day, quiet at
 * night, in bursts. One reading a second, of the very series that the sampler sends; by day about
 * every third differs from the one before.
 */
export class Fleet {
  readonly #random: Random;
  readonly #queues: readonly SimulatedQueue[];
  readonly #states: number[] = Array.from({ length: SESSIONS }, (_, i) => i % 5);
  /** One map for all readings: the store keeps nothing of what it is handed. */
  readonly #gauges = new Map<string, number>();
  /** What each session is seen to do, by name. */
  readonly observed = new Map<string, Observed>();

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#queues = [
      new SimulatedQueue('prompts', 1, this.#random),
      new SimulatedQueue('task_queue', 0.1, this.#random),
    ];
    for (let session = 0; session < SESSIONS; session++) this.#observe(session);
  }

  /** The reading at `t`, ms; null where it is the same as the one before. */
  read(t: number): Sample | null {
    const hour = (t / 3_600_000) % 24;
    const busy = hour > 8 && hour < 19 ? 1 : 0.15;
    const counters = new Map<string, number>();
    const durations = new Map<string, readonly number[]>();
    let isSame = true;
    for (const queue of this.#queues) {
      if (queue.step(t, busy, counters, durations)) isSame = false;
    }
    if (this.#random.chance(0.1 * busy)) {
      this.#move(durations);
      isSame = false;
    }
    if (t % MINUTE < 1000) {
      this.#addCosts(durations);
      isSame = false;
    }
    return isSame ? null : { t, gauges: this.#shown(), counters, durations };
  }

  /** What is seen at `t` while nothing happens. */
  again(t: number): Sample {
    return { t, gauges: this.#shown(), counters: new Map(), durations: new Map() };
  }

  /** One session goes from one state to another; a person may have answered it. */
  #move(durations: Map<string, readonly number[]>): void {
    const session = Math.floor(this.#random.next() * SESSIONS);
    const former = SESSION_STATES[this.#states[session] ?? 0];
    this.#states[session] = Math.floor(this.#random.next() * SESSION_STATES.length);
    if (former === 'waiting') {
      durations.set('sessions.answer', [Math.round(2000 * Math.exp(this.#random.next() * 6))]);
    }
    this.#observe(session);
  }

  #observe(session: number): void {
    const state = SESSION_STATES[this.#states[session] ?? 0] ?? 'unknown';
    this.observed.set(`agent-${session}`, { state, evidence: this.#random.pick(EVIDENCE) });
  }

  #addCosts(durations: Map<string, readonly number[]>): void {
    const costs = (us: number): number[] =>
      Array.from({ length: COSTS }, () => coarseCost(us * Math.exp(this.#random.next() * 1.2)));
    durations.set('cost.tick', costs(600));
    durations.set('cost.scan', costs(4000));
    durations.set('cost.queue', costs(300));
    durations.set('cost.stats', costs(800));
    durations.set('probe.ms', [Math.round(3 * Math.exp(this.#random.next() * 2))]);
  }

  #shown(): Map<string, number> {
    const gauges = this.#gauges;
    for (const queue of this.#queues) queue.show(gauges);
    const counts = new Uint8Array(STATE_SERIES.length);
    for (const at of this.#states) counts[at] = (counts[at] ?? 0) + 1;
    STATE_SERIES.forEach((name, at) => gauges.set(name, counts[at] ?? 0));
    return gauges;
  }
}

/** A second in which nothing changed writes nothing: only every so many of them are handed over. */
const HEARTBEAT_MS = 15_000;

/** Where a simulation is recorded. */
export interface Recorder {
  readonly history: RootHistory;
  /** Sessions are left out where there is none. */
  readonly sessions?: SessionLog;
}

/** Runs the fleet for `days` at one reading a second; calls `each` with every change. Returns the end. */
export function simulate(
  { history, sessions }: Recorder,
  fleet: Fleet,
  from: number,
  days: number,
  each: (sample: Sample) => void = () => {},
): number {
  const end = from + days * 86_400_000;
  for (let t = from; t < end; t += 1000) {
    const sample = fleet.read(t);
    if (sample !== null) {
      history.record(sample);
      sessions?.observe(t, fleet.observed);
      each(sample);
    } else if (t % HEARTBEAT_MS === 0 || t + 1000 === end) {
      history.record(fleet.again(t));
      sessions?.observe(t, fleet.observed);
    }
  }
  return end;
}
