import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Delivery } from '../../../src/core/alerts/delivery.ts';
import { AlertDesk } from '../../../src/core/alerts/desk.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { RootRecord } from '../../../src/core/history/root.ts';
import { defaultAlerts, type AlertSettings } from '../../../src/shared/alerts.ts';
import type { Session, Snapshot } from '../../../src/shared/model.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { index, queue, session, sources } from '../monitor/builders.ts';

const START = new Date(2026, 5, 1, 12).getTime();
const MINUTE = 60_000;
const SECOND = 1000;

/** Lookout's alerts on one real history file, which can be closed and opened again. */
class Running {
  readonly #file = join(tempFolder(), 'history.db');
  readonly told: Delivery[] = [];
  settings: AlertSettings = defaultAlerts;
  now = START;
  #db: Database.Database | null = null;
  #root: RootRecord | null = null;
  #desk: AlertDesk | null = null;

  constructor() {
    this.restart();
    onTestFinished(() => {
      this.#db?.close();
    });
  }

  restart(): void {
    this.#db?.close();
    this.#db = openHistory(this.#file).db;
    this.#root = new RootRecord(this.#db, '/fleet', this.settings.rules, this.now);
    this.#desk = new AlertDesk((delivery) => this.told.push(delivery));
  }

  get root(): RootRecord {
    if (this.#root === null) throw new Error('not running');
    return this.#root;
  }

  get alerts(): Snapshot['alerts'] {
    if (this.#desk === null) throw new Error('not running');
    return this.#desk.now;
  }

  /** Lets time pass, a moment every 5 s, in which things are as told. */
  pass(ms: number, sessions: readonly Session[] = [], indexes = [index('idx', 'present')]): void {
    for (const end = this.now + ms; this.now < end; this.now += 5 * SECOND) {
      this.#desk?.judge(this.root, {
        seen: {
          takenAt: this.now,
          queues: { prompts: queue('prompts'), task_queue: queue('task_queue') },
          sessions,
          sources: sources(),
        },
        flow: null,
        inFlight: [],
        tmuxNames: [],
        indexes: { indexes, takenBack: new Set() },
        settings: this.settings,
      });
    }
  }

  get titles(): string[] {
    return this.told.map(({ title }) => title);
  }
}

const waits = (...names: string[]): Session[] =>
  names.map((name) => session(name, 'waiting', { since: START }));

describe('the alert desk', () => {
  it('tells once that it began and once that it is over', () => {
    const lookout = new Running();
    lookout.pass(60 * MINUTE, waits('a'));
    expect(lookout.alerts).toMatchObject({ unread: 1, on: [{ subject: 'a' }] });
    lookout.pass(5 * MINUTE);
    expect(lookout.titles).toEqual(['Lookout: needs you', 'Lookout: over']);
    expect(lookout.told[0]?.target).toEqual({ view: 'sessions', session: 'a' });
    expect(lookout.alerts.on).toEqual([]);
  });

  it('says nothing twice over a restart in the middle, and still says that it is over', () => {
    const lookout = new Running();
    lookout.pass(20 * MINUTE, waits('a'));
    lookout.restart();
    lookout.pass(20 * MINUTE, waits('a'));
    lookout.restart();
    lookout.pass(5 * MINUTE);
    expect(lookout.titles).toEqual(['Lookout: needs you', 'Lookout: over']);
    expect(lookout.root.alerts.recent()).toHaveLength(1);
  });

  it('tells after a restart what quiet hours held back before it', () => {
    const lookout = new Running();
    lookout.settings = { ...defaultAlerts, quiet: { from: '11:00', to: '14:00' } };
    lookout.pass(20 * MINUTE, waits('a', 'b'));
    expect(lookout.told).toEqual([]);
    lookout.now = START + 125 * MINUTE;
    lookout.restart();
    lookout.pass(5 * MINUTE, waits('a', 'b'));
    expect(lookout.titles).toEqual(['While you were away: 2 things need you']);
  });

  it('sums up a day asleep in one message', () => {
    const lookout = new Running();
    lookout.pass(2 * MINUTE);
    lookout.now += 24 * 60 * MINUTE;
    lookout.pass(5 * MINUTE, waits('a', 'b', 'c', 'd'));
    expect(lookout.titles).toEqual(['While you were away: 4 things need you']);
  });

  it('tells again after a snooze what is still on, and nothing of what was acknowledged', () => {
    const lookout = new Running();
    lookout.pass(11 * MINUTE, waits('a', 'b'));
    const [b, a] = lookout.root.alerts.open();
    lookout.root.alerts.snooze(a?.id ?? 0, lookout.now + 15 * MINUTE);
    lookout.root.alerts.acknowledge([b?.id ?? 0], lookout.now);
    lookout.pass(10 * MINUTE, waits('a', 'b'));
    expect(lookout.told).toHaveLength(2);
    expect(lookout.alerts.unread).toBe(0);
    lookout.pass(10 * MINUTE, waits('a', 'b'));
    expect(lookout.told.slice(2).map(({ body }) => body)).toEqual(['a waits for an answer.']);
    lookout.pass(5 * MINUTE);
    expect(lookout.told.slice(3).map(({ alerts }) => alerts.map(({ subject }) => subject))).toEqual(
      [['a']],
    );
  });

  it('says no end of a rule that was switched off', () => {
    const lookout = new Running();
    lookout.pass(11 * MINUTE, waits('a'));
    lookout.root.setRules([]);
    lookout.pass(5 * MINUTE, waits('a'));
    expect(lookout.titles).toEqual(['Lookout: needs you']);
    expect(lookout.alerts.on).toEqual([]);
  });

  it('knows over a restart that an index was there', () => {
    const lookout = new Running();
    lookout.pass(MINUTE);
    lookout.restart();
    lookout.pass(MINUTE, [], [index('idx', 'missing')]);
    lookout.restart();
    lookout.pass(MINUTE, [], []);
    expect(lookout.told.map(({ body }) => body)).toEqual(['The index idx is gone.']);
    expect(lookout.alerts.on).toHaveLength(1);
  });
});
