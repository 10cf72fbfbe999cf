import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../../demo/random.ts';
import { liesIn } from '../../../src/core/alerts/delivery.ts';
import { BucketTable, merged, type StoredBucket } from '../../../src/core/history/bucket-table.ts';
import { openHistoryToRead } from '../../../src/core/history/database.ts';
import { DAY, HOUR, LEVELS, MINUTE } from '../../../src/core/history/levels.ts';
import { idOf } from '../../../src/core/history/names.ts';
import { defaultAlerts } from '../../../src/shared/alerts.ts';
import type { SessionState } from '../../../src/shared/model.ts';
import { Chain } from '../../lib/chain.ts';

/**
 * A process with a time zone of its own (TZ) that runs a Lookout through days of a clock that jumps.
 * Arguments: seed, how many timelines, the moments about which so many each begin. Tells what each
 * came to.
 */

export interface TimelineResult {
  readonly what: string;
  readonly failures: readonly string[];
  readonly moments: number;
  readonly incidents: number;
  readonly alerts: number;
}

const STEP = MINUTE;
const QUIET = { from: '22:00', to: '07:00' };
const alerts = { ...defaultAlerts, quiet: QUIET };
const MOST_WAITING = 40;

type Incident = (typeof INCIDENTS)[number];
const INCIDENTS = [
  'none',
  'back 3 min',
  'back 1 h',
  'forward 1 day',
  'asleep for a day',
  'asleep for 10 min',
  '1970 for a while',
  '2099 for a while',
  'restart',
] as const;

class Timeline {
  readonly #random: Random;
  readonly #file: string;
  #chain: Chain;
  #now: number;
  #fed = 0;
  #watchedMs = 0;
  #moments = 0;
  #toldQuietly = 0;
  readonly #fired = new Map<number, number>();
  readonly #ended = new Map<number, number>();
  #tellings = 0;
  #states: SessionState[] = ['working', 'ready', 'working'];
  readonly #names: Incident[] = [];

  constructor(random: Random, folder: string, start: number) {
    this.#random = random;
    this.#file = join(folder, 'history.db');
    this.#now = start;
    this.#chain = this.#start();
  }

  run(): TimelineResult {
    for (let i = 0; i < 6; i += 1) {
      this.#watch(Math.floor(this.#random.next() * HOUR));
      this.#happen(INCIDENTS[Math.floor(this.#random.next() * INCIDENTS.length)] ?? 'none');
    }
    // However wrong it was: after an hour of a clock that goes right, all is well.
    this.#watch(70 * MINUTE);
    const settled = this.#now;
    const fed = this.#fed;
    this.#watch(HOUR);
    const failures = this.#judge(settled, fed);
    this.#collect();
    this.#chain.stop();
    failures.push(...levelFailures(this.#file));
    return {
      what: this.#names.join(', '),
      failures,
      moments: this.#moments,
      incidents: this.#names.filter((name) => name !== 'none').length,
      alerts: this.#fired.size,
    };
  }

  #start(): Chain {
    const chain = new Chain({ file: this.#file, alerts });
    chain.start(this.#now);
    // What lies before the first moment is not new.
    chain.tick(this.#now, { states: this.#states });
    return chain;
  }

  #watch(ms: number): void {
    for (let passed = 0; passed < ms; passed += STEP) {
      this.#now += STEP;
      this.#watchedMs += STEP;
      this.#moments += 1;
      if (this.#random.next() < 0.04) this.#change();
      const waiting = Math.floor(this.#random.next() * MOST_WAITING);
      this.#fed += 1;
      this.#chain.tick(this.#now, { waiting, finished: 1, states: this.#states });
      this.#collect();
    }
  }

  #change(): void {
    const all: readonly SessionState[] = ['working', 'ready', 'waiting', 'blocked'];
    this.#states[Math.floor(this.#random.next() * this.#states.length)] =
      all[Math.floor(this.#random.next() * all.length)] ?? 'ready';
  }

  #happen(incident: Incident): void {
    this.#names.push(incident);
    const right = this.#now;
    switch (incident) {
      case 'none':
        return;
      case 'back 3 min':
        this.#now -= 3 * MINUTE;
        return;
      case 'back 1 h':
        this.#now -= HOUR;
        return;
      case 'forward 1 day':
      case 'asleep for a day':
        this.#now += DAY;
        return;
      case 'asleep for 10 min':
        this.#now += 10 * MINUTE;
        return;
      case 'restart':
        this.#collect();
        this.#chain.stop();
        this.#chain = this.#start();
        this.#tellings = 0;
        return;
      default:
        // It starts there, as a computer without a battery for its clock does, and is then set.
        this.#now = incident === '1970 for a while' ? 5 * MINUTE : Date.UTC(2099, 5, 1);
        this.#watch(this.#random.next() * 150 * MINUTE);
        this.#now = right + 2 * HOUR;
    }
  }

  #collect(): void {
    for (const { now, delivery } of this.#chain.told.slice(this.#tellings)) {
      if (liesIn(QUIET, new Date(now))) this.#toldQuietly += 1;
      const counts = delivery.kind === 'fired' ? this.#fired : this.#ended;
      for (const { id } of delivery.alerts) counts.set(id, (counts.get(id) ?? 0) + 1);
      if (delivery.alerts.some(({ kind }) => kind === 'nothing-finished'))
        this.#toldQuietly += 1000;
    }
    this.#tellings = this.#chain.told.length;
  }

  #judge(settled: number, fed: number): string[] {
    const failures: string[] = [];
    const need = (holds: boolean, what: string): void => {
      if (!holds) failures.push(what);
    };
    const { status, history } = this.#chain;
    need(status.isKept && status.problem === null, `not kept: ${status.problem?.message}`);
    history.read(this.#now, ({ reader }) => {
      const done = reader.series().get('prompts.finished') ?? -1;
      const count = (from: number): number =>
        reader.total(from, this.#now + 1, this.#now + 1).counters.get(done) ?? 0;
      const all = reader.total(0, this.#now + 1, this.#now + 1);
      need(count(0) <= this.#fed, `${count(0)} events of ${this.#fed}`);
      need(all.watchedMs <= this.#watchedMs + STEP, 'more was watched than time has passed');
      const last = count(settled + 1);
      need(last === this.#fed - fed, `${last} of the last hour's ${this.#fed - fed} events`);
    });
    for (const minutes of [60, 1440] as const) {
      const charts = this.#chain.charts(this.#now, minutes);
      const points = charts?.depth.points ?? [];
      need(points.length > 0 && points.length <= 500, `${points.length} points`);
      need(
        points.every(({ t }, i) => i === 0 || t > (points[i - 1]?.t ?? t)),
        'points out of order',
      );
      need(
        points.every(({ waiting }) => (waiting ?? 0) >= 0 && (waiting ?? 0) < MOST_WAITING),
        'a level that never was',
      );
    }
    need(
      [...this.#fired.values(), ...this.#ended.values()].every((times) => times === 1),
      'an alert was told twice',
    );
    need(this.#toldQuietly === 0, `${this.#toldQuietly} told in quiet hours, or for no reason`);
    return failures;
  }
}

/** Each wider bucket must be what its finer ones come to. */
function levelFailures(file: string): string[] {
  const db = openHistoryToRead(file);
  if (db === null) return ['there is no file'];
  try {
    const table = new BucketTable(db, idOf(db, 'root', '/fleet') ?? -1);
    return LEVELS.slice(1).flatMap(({ step }, index) => {
      const finer = LEVELS[index]?.step ?? MINUTE;
      const made = new Map(
        [...merged(table.between(finer, 0, Number.MAX_SAFE_INTEGER), step)].map((one) => [
          one.t,
          told(one),
        ]),
      );
      const wrong = [...table.between(step, 0, Number.MAX_SAFE_INTEGER)].filter(
        (one) => told(one) !== made.get(one.t),
      );
      return wrong.map(
        (one) => `${step / MINUTE} min from ${one.t}: ${told(one)} and not ${made.get(one.t)}`,
      );
    });
  } finally {
    db.close();
  }
}

const told = ({ bucket }: StoredBucket): string =>
  JSON.stringify([bucket.watchedMs, [...bucket.counters].toSorted(([a], [b]) => a - b)]);

const [seed = '1', count = '1', ...moments] = process.argv.slice(2);
const random = new Random(Number(seed));
for (const about of moments.flatMap((at) => Array<string>(Number(count)).fill(at))) {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-clocks-'));
  const start = Date.parse(about) - Math.floor(random.next() * 6 * HOUR);
  try {
    process.send?.(new Timeline(random, folder, start).run());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
process.disconnect();
