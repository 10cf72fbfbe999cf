import { utilityProcess } from 'electron';
import type { ChildRunner } from '../core/maintenance/child-runner.ts';
import type { Log } from '../core/log.ts';

/**
 * Runs the built maintenance child (`script`) as an Electron utility process. Killing it is a
 * SIGKILL: that, and nothing gentler, is what Cancel promises.
 */
export function utilityChild(script: string, log: Log): ChildRunner {
  return (events) => {
    const child = utilityProcess.fork(script, [], {
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Lookout maintenance',
    });
    let isDoomed = false;
    const kill = (): void => {
      isDoomed = true;
      // No pid before it runs and none once it is gone: no other process can be meant.
      if (child.pid !== undefined) killNow(child.pid);
    };
    child.once('spawn', () => {
      if (isDoomed) kill();
    });
    child.on('message', (message: unknown) => events.message(message));
    child.once('exit', () => events.exit());
    child.stderr?.on('data', (text: Buffer) =>
      log('warn', `maintenance: ${text.toString().trimEnd()}`),
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
    return { send: (message) => child.postMessage(message), kill };
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in this very moment; `exit` says so.
  }
}
