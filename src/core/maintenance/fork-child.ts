import { fork, type ForkOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Child, ChildEvents, ChildRunner } from './child-runner.ts';

const script = fileURLToPath(new URL('child.ts', import.meta.url));

/** Runs the maintenance child under this very Node. */
export const forkChild: ChildRunner = (events) => forkAs(script, {}, events);

/** The same with another script, or by way of another program that starts Node. */
export function forkAs(
  module: string,
  options: Pick<ForkOptions, 'execPath' | 'execArgv'>,
  events: ChildEvents,
): Child {
  const child = fork(module, {
    execArgv: [],
    ...options,
    // A structured clone carries what JSON would lose: undefined, bigint, NaN.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message) => events.message(message));
  // Its last message may still be on the way when it has ended: `disconnect` comes after them all.
  let ends = 0;
  const ended = () => {
    ends += 1;
    if (ends === 2) events.exit();
  };
  child.once('exit', ended);
  child.once('disconnect', ended);
  child.once('error', () => {
    ends = 2;
    events.exit();
  });
  return {
    send: (message) => {
      // A child that just ended cannot be told anything; `exit` says so.
      if (child.connected) child.send(message, () => undefined);
    },
    kill: () => child.kill('SIGKILL'),
  };
}
