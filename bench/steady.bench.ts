import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { privateServer, type PrivateServer } from '../test/core/tmux/private-server.ts';
import { readCorpus } from './lib/corpus.ts';
import { childrenCpuMs, cpuMs } from './lib/cpu.ts';
import { oldDetector } from './lib/old-detector.ts';
import { oldScreens } from './lib/old-scan.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/**
 * What watching costs while nothing much happens: 50 agents, 5 of which change each second, looked
 * at every 2 s. Counted is all processor time of the process that looks and of what it starts, and
 * what the tmux server uses beyond what it uses unwatched. Linux only: it reads /proc.
 */
export const name = 'steady';

const SESSIONS = 50;
const CHANGING = 5;
const CADENCE_MS = 2000;
/** A minute of each in all, in turn, so that a busy moment of the machine falls on both. */
const ROUNDS = 3;
const ROUND_MS = 20_000;
const UNWATCHED_MS = 10_000;
/** A process that has just done a lot tidies up its memory once it is left alone. */
const SETTLE_MS = 20_000;
/** A tmux client that Lookout has stay for some looks ends by itself. */
const STAYS_MS = 10_000;

/** Programs called `claude` that show a real screen of it; some write a new line each second. */
function startFleet(): PrivateServer {
  const server = privateServer();
  const { folder } = server;
  const screen = readCorpus().find(({ id }) => id === 'claude330-working-think');
  if (screen === undefined) throw new Error('the corpus has no claude330-working-think');
  writeFileSync(join(folder, 'screen'), screen.text);
  const program = join(folder, 'claude');
  const lines = [
    '#!/bin/sh',
    `printf '\\033]2;✳ Claude Code\\007'; cat '${join(folder, 'screen')}'`,
    '[ "$1" = changing ] || while :; do sleep 100000; done',
    'while sleep 1; do i=$((i+1)); printf "\\033[1;1Hstep %s of the work" $i; done',
  ];
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  for (let at = 0; at < SESSIONS; at += 1) {
    const how = at < CHANGING ? 'changing' : 'still';
    server.start(`agent-${at}`, program, how);
  }
  return server;
}

/** Processor time as shares of one core, percent. */
interface Share {
  /** The process that looks, all its threads. */
  readonly itself: number;
  /** What it starts: the shell that starts tmux, and each tmux client. */
  readonly clients: number;
  readonly server: number;
}

async function share(watcher: number, server: number, forMs: number): Promise<Share> {
  const look = (): Share => ({
    itself: cpuMs(watcher).own,
    clients: childrenCpuMs(watcher),
    server: cpuMs(server).own,
  });
  const before = look();
  const startedAt = performance.now();
  await wait(forMs);
  const after = look();
  const tookMs = performance.now() - startedAt;
  const percent = (part: keyof Share) => (100 * (after[part] - before[part])) / tookMs;
  return { itself: percent('itself'), clients: percent('clients'), server: percent('server') };
}

/** A process of its own that looks while it is told to. */
class Watcher {
  readonly #process: ChildProcess;
  readonly #server: number;
  readonly shares: Share[] = [];
  /** What its last look saw, in words. */
  seen = '';

  private constructor(watcher: ChildProcess, server: number) {
    this.#process = watcher;
    this.#server = server;
  }

  static async of(which: 'lookout' | 'cheapest', socket: string, server: number): Promise<Watcher> {
    const program = join(import.meta.dirname, 'lib', 'steady-watcher.ts');
    const watcher = fork(program, [which, socket, String(CADENCE_MS)]);
    await once(watcher, 'message');
    return new Watcher(watcher, server);
  }

  async round(): Promise<void> {
    this.#process.send('start');
    await wait(1.5 * CADENCE_MS);
    this.shares.push(await share(this.#process.pid ?? 0, this.#server, ROUND_MS));
    this.#process.send('stop');
    const [seen] = await once(this.#process, 'message');
    this.seen = String(seen);
    await wait(STAYS_MS);
  }

  close(): void {
    this.#process.disconnect();
  }
}

async function oldShare(socket: string, server: number): Promise<Share> {
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      const startedAt = performance.now();
      for (const text of await oldScreens(socket)) oldDetector(text);
      await wait(Math.max(0, CADENCE_MS - (performance.now() - startedAt)));
    }
  })();
  const used = await share(process.pid, server, ROUND_MS);
  over.abort();
  await looking;
  return used;
}

const mean = (shares: readonly Share[]): Share => {
  const of = (part: keyof Share) =>
    shares.reduce((sum, each) => sum + each[part], 0) / shares.length;
  return { itself: of('itself'), clients: of('clients'), server: of('server') };
};

const total = ({ itself, clients, server }: Share): number => itself + clients + server;

const inWords = (used: Share): string =>
  `${total(used).toFixed(2)} % of one core: ${used.itself.toFixed(2)} % itself, ${used.clients.toFixed(2)} % the commands it starts, ${used.server.toFixed(2)} % more in the tmux server`;

export async function run(): Promise<BenchResult> {
  const fleet = startFleet();
  const pid = fleet.pid();
  const watchers: Watcher[] = [];
  try {
    const lookout = await Watcher.of('lookout', fleet.socket, pid);
    watchers.push(lookout);
    const cheapest = await Watcher.of('cheapest', fleet.socket, pid);
    watchers.push(cheapest);
    // The pace is another than at the start, and so is what is done: all of that once, not counted.
    for (const watcher of watchers) await watcher.round();
    await wait(SETTLE_MS);
    for (const { shares } of watchers) shares.length = 0;
    const unwatched: Share[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      unwatched.push(await share(process.pid, pid, UNWATCHED_MS));
      await lookout.round();
      await cheapest.round();
    }
    const idle = mean(unwatched).server;
    const more = (used: Share): Share => ({ ...used, server: Math.max(0, used.server - idle) });
    const each = ({ shares }: Watcher): string =>
      shares.map((one) => total(more(one)).toFixed(2)).join(', ');
    const [ours, floor] = [more(mean(lookout.shares)), more(mean(cheapest.shares))];
    const old = more(await oldShare(fleet.socket, pid));
    const size = `${SESSIONS} sessions, ${CHANGING} change`;
    const against = (what: string, a: number) =>
      ratio(what, { a, b: total(ours), unit: '% of one core', size });
    return {
      ratios: [
        against('steady-50-vs-2n+1', total(old)),
        against('steady-vs-floor', total(floor)),
        against('steady-50-vs-limit-of-1-percent', 1),
      ],
      notes: [
        `steady, Lookout over a minute: ${inWords(ours)}; ${lookout.seen}`,
        `steady, each 20 s of that minute: ${each(lookout)} %`,
        `steady, the cheapest look there can be (a small shell starts a tmux that prints ids) in the same minutes: ${inWords(floor)}; each 20 s: ${each(cheapest)} %; ${cheapest.seen}`,
        `steady, the old way over 20 s: ${inWords(old)}`,
        `steady, the tmux server unwatched: ${idle.toFixed(2)} % of one core`,
      ],
    };
  } finally {
    for (const watcher of watchers) watcher.close();
    fleet.close();
  }
}
