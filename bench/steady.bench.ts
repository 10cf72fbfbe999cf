import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Loop } from '../src/core/monitor/loop.ts';
import { createTmuxSource, type TmuxSource } from '../src/core/tmux/scan.ts';
import { privateServer, type PrivateServer } from '../test/core/tmux/private-server.ts';
import { readCorpus } from './lib/corpus.ts';
import { childrenCpuMs, cpuMs } from './lib/cpu.ts';
import { oldDetector } from './lib/old-detector.ts';
import { oldScreens } from './lib/old-scan.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/**
 * What watching costs while nothing much happens: 50 agents, 5 of which change each second, looked
 * at every 2 s. Counted is all processor time of this process and its children, and what the tmux
 * server uses beyond what it uses unwatched. Linux only: it reads /proc.
 */
export const name = 'steady';

const SESSIONS = 50;
const CHANGING = 5;
const CADENCE_MS = 2000;
/** A minute of each in all, in turn, so that a busy moment of the machine falls on both. */
const ROUNDS = 3;
const ROUND_MS = 20_000;
const UNWATCHED_MS = 10_000;
const WARM_UP_SCANS = 200;

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
  /** This process, all its threads. */
  readonly itself: number;
  /** What it starts: the shell that starts tmux, and each tmux client. */
  readonly clients: number;
  readonly server: number;
}

async function share(server: number, forMs: number): Promise<Share> {
  const look = (): Share => ({
    itself: cpuMs('self').own,
    clients: childrenCpuMs(),
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

/** The share while `work` is done at the cadence, after a first round that is not counted. */
async function shareOf(work: () => Promise<void>, server: number): Promise<Share> {
  const loop = new Loop({ intervalMs: () => CADENCE_MS, work });
  loop.start();
  await wait(1.5 * CADENCE_MS);
  const used = await share(server, ROUND_MS);
  await loop.stop();
  return used;
}

/** A program that runs for days runs compiled; this one has to get there first. */
async function warmUp(source: TmuxSource): Promise<void> {
  for (let round = 0; round < WARM_UP_SCANS; round += 1) await source.read();
}

/** The cheapest look there can be: a small shell that stays starts a tmux that prints ids. */
function cheapestLook(socket: string): { look: () => Promise<void>; close: () => void } {
  const script =
    'while read -r _; do tmux -u -L "$1" list-panes -a -F "#{pane_id}"; echo end; done';
  const { PATH = '', HOME = '' } = process.env;
  const shell = spawn('/bin/sh', ['-c', script, 'floor', socket], {
    env: { PATH, HOME, SHELL: '/bin/sh', LC_ALL: 'C', TZ: 'UTC0' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = shell;
  return {
    async look() {
      stdin.write('\n');
      for (let last = ''; !last.endsWith('end\n');) {
        const [chunk]: Buffer[] = await once(stdout, 'data');
        last = String(chunk);
      }
    },
    close: () => stdin.end(),
  };
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
  const cheapest = cheapestLook(fleet.socket);
  const source = createTmuxSource({ socket: fleet.socket, intervalMs: CADENCE_MS });
  try {
    await wait(3000);
    await warmUp(source);
    const unwatched: Share[] = [];
    const watched: Share[] = [];
    const least: Share[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      unwatched.push(await share(pid, UNWATCHED_MS));
      watched.push(await shareOf(async () => void (await source.read()), pid));
      least.push(await shareOf(cheapest.look, pid));
    }
    const { panes = 0, captured = 0, sessions = [] } = source.latest() ?? {};
    const working = sessions.filter(({ state }) => state === 'working').length;
    const oldWay = await shareOf(async () => {
      for (const text of await oldScreens(fleet.socket)) oldDetector(text);
    }, pid);
    const idle = mean(unwatched).server;
    const more = (used: Share): Share => ({ ...used, server: Math.max(0, used.server - idle) });
    const [ours, floor, old] = [more(mean(watched)), more(mean(least)), more(oldWay)];
    const size = `${SESSIONS} sessions, ${CHANGING} change`;
    const against = (name: string, a: number) =>
      ratio(name, { a, b: total(ours), unit: '% of one core', size });
    return {
      ratios: [
        against('steady-50-vs-2n+1', total(old)),
        against('steady-vs-floor', total(floor)),
        against('steady-50-vs-limit-of-1-percent', 1),
      ],
      notes: [
        `steady, Lookout over a minute: ${inWords(ours)}; ${panes} panes, ${captured} captured at the end, ${working} judged working`,
        `steady, each 20 s of that minute: ${watched.map((each) => total(more(each)).toFixed(2)).join(', ')} %`,
        `steady, the cheapest look there can be (a small shell starts a tmux that prints ids) at the same pace: ${inWords(floor)}; each 20 s: ${least.map((each) => total(more(each)).toFixed(2)).join(', ')} %`,
        `steady, the old way over 20 s: ${inWords(old)}`,
        `steady, the tmux server unwatched: ${idle.toFixed(2)} % of one core`,
      ],
    };
  } finally {
    await source.close();
    cheapest.close();
    fleet.close();
  }
}
