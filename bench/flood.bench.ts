import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createTmuxSource, type TmuxSource } from '../src/core/tmux/scan.ts';
import { privateServer } from '../test/core/tmux/private-server.ts';
import { median } from './lib/measure.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/**
 * A scan of 50 sessions while one of them prints as fast as tmux takes it, against the same scan
 * before that. Linux only: how much was printed is read from /proc.
 */
export const name = 'flood';

const SESSIONS = 50;
const ROUNDS = 20;
/** Between two scans, so that the flood fills what the scan has emptied. */
const PAUSE_MS = 200;
const MB = 1_000_000;

interface Round {
  readonly scanMs: number;
  readonly seen: number;
}

async function rounds(source: TmuxSource): Promise<Round[]> {
  const all: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const isRead = await source.read();
    const scanMs = performance.now() - startedAt;
    all.push({ scanMs, seen: isRead ? (source.latest()?.sessions.length ?? 0) : 0 });
    await wait(PAUSE_MS);
  }
  return all;
}

/** Bytes that a process has written since it began. */
const written = (pid: number): number =>
  Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

export async function run(): Promise<BenchResult> {
  const server = privateServer();
  for (let at = 1; at < SESSIONS; at += 1) server.start(`still-${at}`, 'cat');
  const source = createTmuxSource({ socket: server.socket, intervalMs: 2000 });
  try {
    await rounds(source);
    const still = await rounds(source);
    const line = 'line of a build that prints more than anybody will ever read';
    const pane = server.start('flood', 'yes', line);
    const pid = Number(server.tmux('display-message', '-p', '-t', pane, '#{pane_pid}'));
    await rounds(source);
    const from = { bytes: written(pid), at: performance.now() };
    const flooded = await rounds(source);
    const mbPerS = (written(pid) - from.bytes) / MB / ((performance.now() - from.at) / 1000);
    const scanMs = (of: readonly Round[]) => of.map((one) => one.scanMs);
    const missed = flooded.filter(({ seen }) => seen !== SESSIONS).length;
    const rate = `${mbPerS.toFixed(1)} MB/s`;
    return {
      ratios: [
        ratio('scan-50-beside-a-flood', {
          a: median(scanMs(still)),
          b: median(scanMs(flooded)),
          unit: 'ms',
          size: `${SESSIONS} sessions, one prints ${rate}`,
        }),
      ],
      notes: [
        `flood: ${rate} were printed while ${ROUNDS} scans were made; ${missed} of them missed a session, the longest took ${Math.max(...scanMs(flooded)).toFixed(0)} ms`,
      ],
    };
  } finally {
    await source.close();
    server.close();
  }
}
