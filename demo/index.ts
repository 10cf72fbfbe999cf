import { parseArgs } from 'node:util';
import { startDemo } from './demo.ts';

/**
 * The demo as a process of its own. Prints one line of JSON, `{root, tmuxSocket}`, when it can be
 * looked at; ends and clears up when its standard input is closed, or on SIGTERM or SIGINT.
 *
 *   node demo/index.ts [--seed N] [--speed N]
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '1' },
  },
  // Electron adds arguments of its own.
  strict: false,
});

const positive = (text: unknown): number => {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : 1;
};

const demo = startDemo({ seed: positive(values.seed), speed: positive(values.speed) });
process.stdout.write(`${JSON.stringify({ root: demo.root, tmuxSocket: demo.tmuxSocket })}\n`);

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  demo.stop();
  process.exit(0);
}
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.on('SIGHUP', end);
// Electron's utility processes have no standard input: they end with their parent, by signal.
const isUtility = 'parentPort' in (process as object);
if (!isUtility) process.stdin.on('end', end).on('error', end).resume();
