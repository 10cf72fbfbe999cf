import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
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

const exec = promisify(execFile);

const SESSIONS = 50;
const CHANGING = 5;
const CADENCE_MS = 2000;
const MINUTE_MS = 60_000;
/** The old way is so much dearer that less of it tells enough. */
const OLD_MS = 20_000;
const WARM_UP_SCANS = 100;

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
async function shareOf(work: () => Promise<void>, server: number, forMs: number): Promise<Share> {
  const loop = new Loop({ intervalMs: () => CADENCE_MS, work });
  loop.start();
  await wait(3 * CADENCE_MS);
  const used = await share(server, forMs);
  await loop.stop();
  return used;
}

/** A program that runs for days runs compiled; this one has to get there first. */
async function warmUp(source: TmuxSource): Promise<void> {
  for (let round = 0; round < WARM_UP_SCANS; round += 1) await source.read();
}

export async function run(): Promise<BenchResult> {
  const fleet = startFleet();
  const pid = fleet.pid();
  try {
    await wait(3000);
    const idle = await share(pid, OLD_MS);
    const source = createTmuxSource({ socket: fleet.socket, intervalMs: CADENCE_MS });
    await warmUp(source);
    const ours = await shareOf(async () => void (await source.read()), pid, MINUTE_MS);
    const { panes = 0, captured = 0, sessions = [] } = source.latest() ?? {};
    const working = sessions.filter(({ state }) => state === 'working').length;
    await source.close();
    const old = await shareOf(
      async () => {
        for (const text of await oldScreens(fleet.socket)) oldDetector(text);
      },
      pid,
      OLD_MS,
    );
    const floor = await shareOf(async () => void (await exec('tmux', ['-V'])), pid, OLD_MS);
    const more = (used: Share) => Math.max(0, used.server - idle.server);
    const total = (used: Share) => used.itself + used.clients + more(used);
    const of = (used: Share) =>
      `${total(used).toFixed(2)} % of one core: ${used.itself.toFixed(2)} % itself, ${used.clients.toFixed(2)} % the commands it starts, ${more(used).toFixed(2)} % more in the tmux server`;
    const size = `${SESSIONS} sessions, ${CHANGING} change`;
    const against = (what: string, a: number) =>
      ratio(`steady-50-vs-${what}`, { a, b: total(ours), unit: '% of one core', size });
    return {
      ratios: [
        against('2n+1', total(old)),
        against('one-empty-tmux-command', total(floor)),
        against('limit-of-1-percent', 1),
      ],
      notes: [
        `steady, Lookout over a minute: ${of(ours)}; ${panes} panes, ${captured} captured at the end, ${working} judged working`,
        `steady, one \`tmux -V\` started by this process at the same pace: ${of(floor)}`,
        `steady, the old way over 20 s: ${of(old)}`,
        `steady, the tmux server unwatched: ${idle.server.toFixed(2)} % of one core`,
      ],
    };
  } finally {
    fleet.close();
  }
}
