import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { CHOSEN, History, STARTED } from '../../../src/core/history/history.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import { sources } from '../monitor/builders.ts';

const NOW = Date.UTC(2026, 4, 1);
const quiet = (): void => undefined;

let folder: string;
let file: string;
let history: History | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-history-'));
  file = join(folder, 'history.db');
});
afterEach(() => {
  history?.close();
  history = null;
  rmSync(folder, { recursive: true });
});

function opened(): History {
  history = new History(file, quiet);
  history.attach('/srv/a', [], NOW);
  return history;
}

const mark = (one: History, now: number, text: string): void => {
  one.use(now, (root) => root.marks.add({ t: now, kind: 'start', text }));
};
const marks = (one: History, now: number): (string | undefined)[] =>
  one.use(now, (root) => root.marks.between(0, now + 1).map((m) => m.text)) ?? [];

describe('the history file', () => {
  it('keeps what was recorded for the next start', () => {
    mark(opened(), NOW, 'first');
    history?.close();
    expect(marks(opened(), NOW)).toEqual(['first']);
    expect(history?.status().isKept).toBe(true);
  });

  it('marks why a recording begins: a start, or that the folder was chosen again', () => {
    const { db } = openHistory(file);
    new RootHistory(db, '/srv/a').record({
      t: NOW - 60_000,
      gauges: new Map([['prompts.waiting', 1]]),
      counters: new Map(),
      durations: new Map(),
    });
    db.close();
    const one = opened();
    one.attach('/srv/b', [], NOW + 1, CHOSEN);
    one.attach('/srv/a', [], NOW + 2, CHOSEN);
    expect(marks(one, NOW + 2)).toEqual([STARTED.text, CHOSEN.text]);
  });

  it('sets a damaged file aside, names it, and starts a new one', () => {
    mark(opened(), NOW, 'first');
    history?.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 5000);
    writeFileSync(file, bytes);
    const status = opened().status();
    expect(status.isKept).toBe(true);
    expect(status.setAside).toMatch(/history\.db\.damaged-/);
    expect(readdirSync(folder).some((name) => name.includes('.damaged-'))).toBe(true);
  });

  it('leaves a file of a newer Lookout as it is, and says so', () => {
    mark(opened(), NOW, 'first');
    history?.close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    const status = opened().status();
    expect(status.isKept).toBe(false);
    expect(status.problem?.message).toContain('newer Lookout');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('never takes the database of another program for its own', () => {
    const db = new Database(file);
    db.exec('CREATE TABLE prompts (id INTEGER PRIMARY KEY)');
    db.close();
    expect(opened().status().problem?.message).toContain('not a Lookout history');
  });

  it('brings a file of an earlier Lookout forward', () => {
    mark(opened(), NOW, 'first');
    history?.close();
    const db = new Database(file);
    db.exec(`DROP TABLE pack; DROP TABLE day; DROP TABLE failure_count;
      CREATE TABLE utilisation (root INTEGER NOT NULL, day INTEGER NOT NULL, session TEXT NOT NULL,
        state TEXT NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (root, day, session, state)) WITHOUT ROWID;
      INSERT INTO utilisation SELECT id, ${NOW - 86_400_000}, 'agent', 'working', 5000 FROM root;
      PRAGMA user_version = 5;`);
    db.close();
    const one = opened();
    expect(marks(one, NOW)).toEqual(['first']);
    const spent = one.use(NOW, (root) => root.sessions.utilisation(NOW - 2 * 86_400_000, NOW));
    expect(spent?.get('agent')?.get('working')).toBe(5000);
    expect(one.status().isKept).toBe(true);
  });

  it('goes on in memory while nothing can be written, and returns to the file by itself', () => {
    mkdirSync(file);
    const one = opened();
    expect(one.status().isKept).toBe(false);
    mark(one, NOW, 'in memory');
    expect(marks(one, NOW)).toEqual(['in memory']);
    rmSync(file, { recursive: true });
    mark(one, NOW + 61_000, 'in the file');
    expect(one.status()).toMatchObject({ isKept: true, problem: null });
    expect(marks(one, NOW + 61_000)).toEqual(['in memory', 'in the file']);
  });

  it('says when the clock has lost its time, and goes on once it is right', () => {
    const one = opened();
    const record = (now: number): void => {
      one.use(now, (root) =>
        root.record({
          now,
          queues: { prompts: null, task_queue: null },
          sessions: [],
          sources: sources(),
          probe: null,
          timings: { tickMs: 1, scanMs: 1, queueMs: 0.3, statsMs: 0.8, panes: 0, captured: 0 },
          recent: { prompts: null, task_queue: null },
        }),
      );
    };
    for (let m = 0; m <= 180; m++) record(NOW + m * 60_000);
    record(Date.UTC(2021, 0, 1));
    expect(one.status()).toMatchObject({ isKept: false, problem: { kind: 'history' } });
    expect(one.status().problem?.message).toContain('behind what Lookout has recorded');
    record(NOW + 200 * 60_000);
    expect(one.status()).toMatchObject({ isKept: true, problem: null });
  });
});
