import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildRunner } from './child-runner.ts';

/** Runs the maintenance child under this very Node. */
export const forkChild: ChildRunner = (events) => {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
    execArgv: [],
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
};
