import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Loop } from '../../src/core/monitor/loop.ts';
import { createTmuxSource } from '../../src/core/tmux/scan.ts';

/**
 * A process that does nothing but look at a tmux server at a pace, while it is told to. What else
 * a bench has loaded is not counted with it. Arguments: which look, the socket, the pace in ms.
 */
const [which, socket = '', paceMs] = process.argv.slice(2);

/** A program that runs for days runs compiled; this one has to get there first. */
const WARM_UP = 300;

/** Lookout's own look, with its verdicts. */
function lookout(): () => Promise<string> {
  const source = createTmuxSource({ socket, intervalMs: Number(paceMs) });
  return async () => {
    await source.read();
    const { panes = 0, captured = 0, sessions = [] } = source.latest() ?? {};
    const working = sessions.filter(({ state }) => state === 'working').length;
    return `${panes} panes, ${captured} captured, ${working} judged working`;
  };
}

/** The cheapest look there can be: a small shell that stays starts a tmux that prints ids. */
function cheapest(): () => Promise<string> {
  const script =
    'while read -r _; do tmux -u -L "$1" list-panes -a -F "#{pane_id}"; echo end; done';
  const { PATH = '', HOME = '' } = process.env;
  const { stdin, stdout } = spawn('/bin/sh', ['-c', script, 'cheapest', socket], {
    env: { PATH, HOME, SHELL: '/bin/sh', LC_ALL: 'C', TZ: 'UTC0' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return async () => {
    stdin.write('\n');
    let said = '';
    while (!said.endsWith('end\n')) {
      const [chunk]: Buffer[] = await once(stdout, 'data');
      said += String(chunk);
    }
    return `${said.split('\n').length - 2} ids`;
  };
}

const look = which === 'lookout' ? lookout() : cheapest();
let seen = '';
const work = async (): Promise<void> => {
  seen = await look();
};
for (let round = 0; round < WARM_UP; round += 1) await work();
const loop = new Loop({ intervalMs: () => Number(paceMs), work });
const stop = async (): Promise<void> => {
  await loop.stop();
  process.send?.(seen);
};
process.on('message', (told) => {
  if (told === 'start') loop.start();
  else void stop();
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
