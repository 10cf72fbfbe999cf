import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { z } from 'zod';
import { watchTarget } from '../core/target.ts';
import type { WatchTarget } from '../core/monitor/port.ts';

const flagsSchema = z.object({
  root: z.string().optional(),
  architectDb: z.string().optional(),
  assignerDb: z.string().optional(),
  tmuxSocket: z.string().optional(),
  demo: z.boolean().optional(),
});

/** Adds the options that say what is watched; the same for every command. */
export function withTargetOptions(command: Command): Command {
  return command
    .option('--root <dir>', 'an Architect folder')
    .option('--architect-db <file>', 'an architect.db by itself')
    .option('--assigner-db <file>', 'an assigner.db by itself')
    .option('--tmux-socket <name>', 'the tmux server, as in `tmux -L`')
    .option('--demo', 'a demo that is made for this and cleared up afterwards');
}

/** Works on what the options of `command` name. Ends with a usage error when they name nothing. */
export async function onTarget(
  command: Command,
  work: (target: WatchTarget) => Promise<void>,
): Promise<void> {
  const flags = flagsSchema.parse(command.optsWithGlobals());
  if (flags.demo === true) return onDemo(work);
  if (Object.values(flags).every((flag) => flag === undefined)) {
    command.error('error: name what to watch: --root DIR, a database file, or --demo');
  }
  return work(watchTarget(flags));
}

const placeSchema = z.object({ root: z.string(), tmuxSocket: z.string() });

async function onDemo(work: (target: WatchTarget) => Promise<void>): Promise<void> {
  const script = fileURLToPath(new URL('../../demo/index.ts', import.meta.url));
  // In a group of its own: Ctrl+C ends this command, which then ends the demo.
  const demo = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const gone = once(demo, 'exit');
  const place = once(createInterface(demo.stdout), 'line');
  try {
    const [line] = await Promise.race([place, gone]);
    if (typeof line !== 'string') throw new Error('The demo could not be started.');
    await work(watchTarget({ ...placeSchema.parse(JSON.parse(line)), demo: true }));
  } finally {
    demo.stdin.end();
    await gone;
  }
}
