import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/history/levels.ts';
import { historyView } from '../../../src/core/history/view.ts';
import { Chain } from '../../lib/chain.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const START = Date.UTC(2026, 4, 1, 9);
const END = START + 2 * HOUR;
const ASKING = ['waiting', 'working'] as const;
const kind = { pattern: 'lost', count: 1, firstAt: START, lastAt: END, exampleId: 1 };
const failures = [{ ...kind, overTime: [{ t: START, count: 1 }] }];

/** Two hours of a fleet in which a session asks for a person; what was told. */
function recorded(): { file: string; logged: string[]; next: () => Chain } {
  const file = join(tempFolder(), 'history.db');
  const logged: string[] = [];
  const start = (now: number): Chain => {
    const chain = new Chain({ file, log: (text) => void logged.push(text) });
    onTestFinished(() => chain.stop());
    chain.start(now);
    return chain;
  };
  const chain = start(START);
  for (let t = START; t <= END; t += MINUTE) {
    chain.tick(t, { waiting: 3, finished: 1, states: ASKING, failures });
  }
  expect(chain.alerts.on.length).toBeGreaterThan(0);
  chain.stop();
  return { file, logged, next: () => start(END + MINUTE) };
}

/** As another program, or a disk, leaves it. */
function damage(file: string, sql: string): void {
  const db = new Database(file);
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
  db.close();
}

/** All that a window and a tick ask of the record. */
function use(chain: Chain, now: number): void {
  chain.tick(now, { waiting: 3, finished: 1, states: ASKING, failures });
  chain.history.read(now, (record) => {
    historyView(record, { from: START, to: now, compare: 'day' }, now);
    record.alerts.recent();
    record.alerts.between(START, now);
    record.sessions.changes(START, now);
    record.sessions.timeline('s0', START, now);
    record.sessions.utilisation(START, now);
  });
}

it.each([
  ['the severity of an alert', "UPDATE alert SET severity = 'wa?ning'"],
  ['what an alert leads to', `UPDATE alert SET target = '{"view":"sess'`],
  ['when an alert fired', "UPDATE alert SET fired_at = x'00ff'"],
])('%s: that alert is left out and named, and history is kept', (_what, sql) => {
  const { file, logged, next } = recorded();
  damage(file, `${sql} WHERE id = 1`);
  const chain = next();
  let now = END + MINUTE;
  use(chain, now);
  expect(chain.status.isKept).toBe(true);
  expect(chain.status.problem?.message).toContain('alert log');
  expect(logged.filter((text) => text.includes('damaged'))).toHaveLength(1);
  // What it was about is seen anew, ends, and leaves nothing that nobody can see.
  for (let i = 0; i < 30; i++) use(chain, (now += MINUTE));
  expect(chain.alerts.on.map(({ subject }) => subject)).toHaveLength(1);
  for (let i = 0; i < 5; i++) chain.tick((now += MINUTE), { finished: 1, states: ['working'] });
  expect(chain.alerts.on).toEqual([]);
  const readable = chain.history.read(now, ({ alerts }) => {
    alerts.acknowledge(
      alerts.recent().map(({ id }) => id),
      now,
    );
    return alerts.unread(now);
  });
  expect(readable).toBe(0);
});

it.each([
  ['span', "UPDATE span SET to_t = x'ff'"],
  ['sample', "UPDATE raw SET data = 'text' WHERE t % 7 = 0"],
  ['bucket', "UPDATE bucket SET data = 'text' WHERE t % 900000 = 0"],
  ['state', "UPDATE change SET state = x'ff' WHERE id = 1"],
  ['session', "UPDATE change SET session = x'ff' WHERE id = 1"],
  ['mark', "UPDATE mark SET text = x'ff'"],
  ['kind of failure', "UPDATE failure SET last_t = 'never'"],
  ['count of failures', "UPDATE failure_count SET n = x'ff'"],
])('a damaged %s is left out and named, and history is kept', (_what, sql) => {
  const { file, logged, next } = recorded();
  if (sql.includes('mark')) {
    damage(file, `INSERT INTO mark (root, t, kind, text) VALUES (1, ${START}, 'start', 'x')`);
  }
  damage(file, sql);
  const chain = next();
  for (let i = 1; i < 5; i++) use(chain, END + i * MINUTE);
  expect(chain.status.problem?.message).toContain('is damaged: it is shown as a gap');
  expect(chain.status.isKept).toBe(true);
  expect(logged.filter((text) => text.includes('cannot be kept'))).toEqual([]);
  expect(logged.filter((text) => text.includes('damaged')).length).toBeGreaterThan(0);
});

it('a damaged index that is known, or a reconstruction, stops nothing', () => {
  const { file, next } = recorded();
  damage(file, "INSERT INTO known_index (root, name, lost) VALUES (1, x'ff', 0)");
  damage(
    file,
    "INSERT INTO reconstruction (root, queue, from_t, to_t) VALUES (1, 'prompts', 0, x'ff')",
  );
  const chain = next();
  for (let i = 1; i < 5; i++) use(chain, END + i * MINUTE);
  expect(chain.status.isKept).toBe(true);
});
