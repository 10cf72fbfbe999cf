import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createTmuxSource, type TmuxSource } from '../src/core/tmux/scan.ts';
import { oldDetector } from './lib/old-detector.ts';
import { median } from './lib/measure.ts';
import { oldScreens } from './lib/old-scan.ts';
import { ratio, type BenchResult, type Ratio } from './lib/ratio.ts';

/**
 * One scan of everything, all panes changed, against the way it was done before: list-sessions,
 * then capture-pane and display-message for each session, one process after the other; both with
 * their verdicts.
 */
export const name = 'tmux';

/** Each measured this often, alternating; the medians are compared. */
const ROUNDS = 3;
const SIZES = [50, 200] as const;
const LARGEST = 500;

/** Sessions that fill a screen of 120 × 40 and then print a line whenever one is typed. */
interface BenchServer {
  readonly socket: string;
  grow(to: number): void;
  touch(): void;
  close(): void;
}

function startServer(): BenchServer {
  const socket = `lookout-bench-${randomBytes(6).toString('hex')}`;
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-u', '-L', socket, '-f', '/dev/null', ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  let sessions = 0;
  return {
    socket,
    grow(to) {
      for (; sessions < to; sessions += 1) {
        const fill = `i=0; while [ $i -lt 40 ]; do echo "line $i of what an agent has to say about its work"; i=$((i+1)); done; exec cat`;
        const size = ['-x', '120', '-y', '40'];
        tmux('new-session', '-d', '-s', `agent-${sessions}`, ...size, 'sh', '-c', fill);
      }
    },
    /** Makes every screen change. */
    touch() {
      const lines = Array.from(
        { length: sessions },
        (_, at) => `send-keys -t 'agent-${at}:' x Enter`,
      );
      execFileSync('tmux', ['-L', socket, 'source-file', '-'], { input: lines.join('\n') });
    },
    close: () => tmux('kill-server'),
  };
}

/** The old scan and its verdicts, in ms. */
async function oldScan(socket: string): Promise<number> {
  const startedAt = performance.now();
  for (const text of await oldScreens(socket)) oldDetector(text);
  return performance.now() - startedAt;
}

/** A full scan, in ms: the list, every screen, the agents' processes, a verdict on each. */
async function fullScan(source: TmuxSource, size: number): Promise<number> {
  const startedAt = performance.now();
  await source.read();
  const took = performance.now() - startedAt;
  const captured = source.latest()?.captured;
  if (captured !== size) throw new Error(`captured ${captured} of ${size} screens`);
  return took;
}

async function measure(server: BenchServer, size: number): Promise<Ratio> {
  const source = createTmuxSource({
    socket: server.socket,
    intervalMs: 2000,
    timeoutMs: 30_000,
  });
  const ours: number[] = [];
  const theirs: number[] = [];
  await source.read();
  for (let round = 0; round < ROUNDS; round += 1) {
    server.touch();
    theirs.push(await oldScan(server.socket));
    server.touch();
    ours.push(await fullScan(source, size));
  }
  await source.close();
  return ratio(`scan-${size}-vs-2n+1`, {
    a: median(theirs),
    b: median(ours),
    unit: 'ms',
    size: `${size} sessions`,
  });
}

export async function run(): Promise<BenchResult> {
  const server = startServer();
  try {
    const ratios: Ratio[] = [];
    for (const size of SIZES) {
      server.grow(size);
      ratios.push(await measure(server, size));
    }
    server.grow(LARGEST);
    const source = createTmuxSource({ socket: server.socket, intervalMs: 2000 });
    const largest = await fullScan(source, LARGEST);
    await source.close();
    const points = SIZES.map((size, at) => ({ size, value: ratios[at]?.b ?? Number.NaN }));
    return {
      ratios,
      growth: [
        { name: 'full scan', unit: 'ms', points: [...points, { size: LARGEST, value: largest }] },
      ],
      notes: [],
    };
  } finally {
    server.close();
  }
}
