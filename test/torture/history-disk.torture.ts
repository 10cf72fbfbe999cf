import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistoryToRead } from '../../src/core/history/database.ts';
import { recordIn } from '../../src/core/history/record-reader.ts';
import type { ChainState } from '../lib/chain-process.ts';
import { OtherChain } from '../lib/other-chain.ts';
import { smallDisk, type SmallDisk } from './lib/small-disk.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'history-disk';

const ROUNDS = 100;
const DISK_MB = 8;
const START = Date.UTC(2026, 0, 1);
const STEP_MS = 10_000;
/** History goes on in its file within a minute; one more moment shows it. */
const RECOVERY = 8;
/** Events lost at most each time: the moment in which it was noticed, and its neighbours. */
const MOST_LOST = 3;

type Trouble = 'full' | 'limit' | 'vanish';

/**
 * A Lookout's own disk is full, refuses to let files grow, or its folder vanishes, again and again and
 * for any length of time: history says so, goes on by itself, and holds what happened meanwhile.
 */
export async function run(trial: Trial): Promise<void> {
  const disk = smallDisk(DISK_MB);
  if (disk === null) trial.note('this user may not mount a small disk: files may not grow instead');
  const place = disk?.folder ?? mkdtempSync(join(tmpdir(), 'lookout-disk-'));
  const rounds = new Rounds(trial, place, disk);
  try {
    await rounds.run(trial.times(ROUNDS));
  } finally {
    await rounds.end();
    if (disk === null) rmSync(place, { recursive: true });
    else disk.remove();
  }
}

class Rounds {
  readonly #trial: Trial;
  readonly #disk: SmallDisk | null;
  readonly #folder: string;
  readonly #chain: OtherChain;
  #now = START;
  #events = 0;

  constructor(trial: Trial, place: string, disk: SmallDisk | null) {
    this.#trial = trial;
    this.#disk = disk;
    this.#folder = join(place, 'data');
    mkdirSync(this.#folder);
    this.#chain = new OtherChain(join(this.#folder, 'history.db'));
  }

  async run(count: number): Promise<void> {
    await this.#chain.start(this.#now);
    // Nothing is new at the first moment.
    await this.#chain.tick(this.#now, {});
    let worst = 0;
    let inMemory = 0;
    for (let round = 1; round <= count; round += 1) {
      const trouble = this.#pick();
      await this.#trial.check(`round ${round}: ${trouble}`, async () => {
        const before = this.#lost();
        await this.#pass(5);
        const end = this.#begin(trouble);
        const state = await this.#pass(1 + Math.floor(this.#trial.random.next() * 40));
        end();
        if (!state.isKept) inMemory += 1;
        if (!state.isKept && state.problem === null) throw new Error('it did not say so');
        const after = await this.#pass(RECOVERY);
        if (!after.isKept) throw new Error(`it did not go on: ${after.problem}`);
        const lost = this.#lost() - before;
        worst = Math.max(worst, lost);
        if (lost > MOST_LOST) throw new Error(`${lost} events are lost`);
      });
    }
    this.#trial.figure('rounds in which history went on in memory', inMemory, '');
    this.#trial.figure('events', this.#events, '');
    this.#trial.figure('lost in all', this.#lost(), '');
    this.#trial.figure('lost at once, at most', worst, '');
  }

  async end(): Promise<void> {
    await this.#chain.kill();
  }

  #pick(): Trouble {
    const all: readonly Trouble[] = ['full', 'limit', 'vanish'];
    const picked = all[Math.floor(this.#trial.random.next() * all.length)] ?? 'limit';
    return picked === 'full' && this.#disk === null ? 'limit' : picked;
  }

  /** Returns how to end it. */
  #begin(trouble: Trouble): () => void {
    const room = this.#trial.random.next() * 60_000;
    if (trouble === 'vanish') {
      renameSync(this.#folder, `${this.#folder}-away`);
      return () => renameSync(`${this.#folder}-away`, this.#folder);
    }
    if (trouble === 'full' && this.#disk !== null) {
      this.#disk.fill(room);
      return this.#disk.free;
    }
    this.#chain.limitFiles(room);
    return () => this.#chain.limitFiles('unlimited');
  }

  /** So many moments, an event each. */
  async #pass(moments: number): Promise<ChainState> {
    let state: ChainState | null = null;
    for (let i = 0; i < moments; i += 1) {
      this.#now += STEP_MS;
      this.#events += 1;
      state = await this.#chain.tick(this.#now, { waiting: this.#events % 50, finished: 1 });
    }
    if (state === null) throw new Error('nothing was done');
    return state;
  }

  /** How many events are not on record. Throws where the file is damaged, or has too many. */
  #lost(): number {
    const db = openHistoryToRead(join(this.#folder, 'history.db'));
    try {
      const whole = db?.pragma('quick_check', { simple: true });
      if (whole !== 'ok') throw new Error(String(whole));
      const record = db === null ? null : recordIn(db, '/fleet');
      if (record === null) throw new Error('nothing is on record');
      const end = this.#now + 1;
      const done = record.reader.series().get('prompts.finished') ?? -1;
      const counted = record.reader.total(START, end, end).counters.get(done) ?? 0;
      if (counted > this.#events) throw new Error(`${counted} events of ${this.#events}`);
      return this.#events - counted;
    } finally {
      db?.close();
    }
  }
}
