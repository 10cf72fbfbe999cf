import { statSync } from 'node:fs';
import { Random } from '../../demo/random.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import type { RootHistory } from '../../src/core/history/store.ts';

const STATES = ['working', 'waiting', 'ready', 'blocked', 'shell', 'dead', 'unknown'] as const;
const STATE_NAMES = STATES.map((state) => `sessions.${state}`);
const QUEUE_NAMES = ['prompts', 'task_queue'].map((queue) => ({
  waiting: `${queue}.waiting`,
  assigned: `${queue}.assigned`,
  inProgress: `${queue}.in_progress`,
  completed: `${queue}.completed`,
  failed: `${queue}.failed`,
  oldestAt: `${queue}.oldestAt`,
}));

/**
 * A fleet of 50 sessions and two queues as they are in the field: busy by day, quiet at night, in
 * bursts. One reading a second; about every third differs from the one before.
 */
export class Fleet {
  readonly #random: Random;
  readonly #states: number[] = Array.from({ length: 50 }, (_, i) => i % 5);
  readonly #depth: Record<string, number> = { pending: 20, assigned: 3, in_progress: 10 };
  readonly #shown = new Map<string, number>();
  #completed = 10_000;
  #failed = 100;
  #oldestAt = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** The reading at `t`, ms; null where it is the same as the one before. */
  read(t: number): Sample | null {
    const random = () => this.#random.next();
    const hour = (t / 3_600_000) % 24;
    const busy = hour > 8 && hour < 19 ? 1 : 0.15;
    const counters = new Map<string, number>();
    const durations = new Map<string, number[]>();
    let moved = 0;
    const happens = (chance: number): boolean => {
      const does = random() < chance * busy;
      if (does) moved++;
      return does;
    };
    if (happens(0.12)) this.#arrive(t, counters);
    if (happens(0.12)) this.#assign(durations);
    if (happens(0.12)) this.#finish(counters, durations);
    if (happens(0.1)) this.#states[Math.floor(random() * 50)] = Math.floor(random() * 7);
    if (t % 60_000 < 1000) durations.set('cost.tick', [Math.round(500 + random() * 3000)]);
    const isSame = moved === 0 && durations.size === 0;
    return isSame ? null : { t, gauges: this.#gauges(), counters, durations };
  }

  /** What is seen at `t` while nothing happens. */
  again(t: number): Sample {
    return { t, gauges: this.#gauges(), counters: new Map(), durations: new Map() };
  }

  #arrive(t: number, counters: Map<string, number>): void {
    const n = 1 + Math.floor(this.#random.next() * 3);
    this.#add('pending', n);
    counters.set('prompts.arrived', n);
    if (this.#random.next() < 0.1) this.#oldestAt = Math.floor(t / 1000);
  }

  #assign(durations: Map<string, number[]>): void {
    if (!this.#take('pending')) return;
    this.#add('in_progress', 1);
    durations.set('prompts.assignment', [Math.round(1000 * Math.exp(this.#random.next() * 7))]);
  }

  #finish(counters: Map<string, number>, durations: Map<string, number[]>): void {
    if (!this.#take('in_progress')) return;
    const failed = this.#random.next() < 0.2;
    if (failed) this.#failed++;
    else this.#completed++;
    counters.set(failed ? 'prompts.failed' : 'prompts.finished', 1);
    durations.set('prompts.completion', [Math.round(5000 * Math.exp(this.#random.next() * 6))]);
  }

  #add(status: string, n: number): void {
    this.#depth[status] = (this.#depth[status] ?? 0) + n;
  }

  #take(status: string): boolean {
    const n = this.#depth[status] ?? 0;
    if (n > 0) this.#depth[status] = n - 1;
    return n > 0;
  }

  /** One map for all readings: the store keeps nothing of what it is handed. */
  #gauges(): Map<string, number> {
    const gauges = this.#shown;
    for (const { waiting, assigned, inProgress, completed, failed, oldestAt } of QUEUE_NAMES) {
      gauges.set(waiting, this.#depth['pending'] ?? 0);
      gauges.set(assigned, this.#depth['assigned'] ?? 0);
      gauges.set(inProgress, this.#depth['in_progress'] ?? 0);
      gauges.set(completed, this.#completed);
      gauges.set(failed, this.#failed);
      gauges.set(oldestAt, this.#oldestAt);
    }
    for (const name of STATE_NAMES) gauges.set(name, 0);
    for (const at of this.#states) {
      const name = STATE_NAMES[at] ?? '';
      gauges.set(name, (gauges.get(name) ?? 0) + 1);
    }
    return gauges;
  }
}

/** A second in which nothing changed writes nothing: only every so many of them are handed over. */
const HEARTBEAT_MS = 15_000;

/** Runs the fleet for `days` at one reading a second; calls `each` with every change. Returns the end. */
export function simulate(
  history: RootHistory,
  fleet: Fleet,
  from: number,
  days: number,
  each: (sample: Sample) => void,
): number {
  const end = from + days * 86_400_000;
  for (let t = from; t < end; t += 1000) {
    const sample = fleet.read(t);
    if (sample !== null) {
      history.record(sample);
      each(sample);
    } else if (t % HEARTBEAT_MS === 0 || t + 1000 === end) history.record(fleet.again(t));
  }
  return end;
}

export const sizeMiB = (file: string): number => statSync(file).size / 1024 ** 2;
