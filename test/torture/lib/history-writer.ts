import { writeSync } from 'node:fs';
import { openHistory } from '../../../src/core/history/database.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

/**
 * A process that records one event a second of a clock that runs as fast as it can, from `start` (ms)
 * on or where an earlier one ended, and says each moment once it is stored. It is there to be killed.
 */

const [file = '', start = '0'] = process.argv.slice(2);
const { db } = openHistory(file);
const history = new RootHistory(db, '/a');
const last = db.prepare<[], number | null>('SELECT max(t) FROM raw').pluck().get() ?? null;
for (let t = last === null ? Number(start) : last + 1000; ; t += 1000) {
  history.record({
    t,
    gauges: new Map([['depth', (t / 1000) % 97]]),
    counters: new Map([['done', 1]]),
    durations: new Map([['took', [t % 7919]]]),
  });
  writeSync(1, `${t}\n`);
}
