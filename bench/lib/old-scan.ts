import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * Every session's screen as it was read before: list-sessions, then capture-pane and
 * display-message for each, one process after the other.
 */
export async function oldScreens(socket: string): Promise<string[]> {
  const tmux = async (...args: string[]): Promise<string> =>
    (await exec('tmux', ['-L', socket, ...args])).stdout;
  const screens: string[] = [];
  for (const session of (await tmux('list-sessions', '-F', '#{session_name}')).trim().split('\n')) {
    screens.push(await tmux('capture-pane', '-p', '-t', session));
    await tmux('display-message', '-p', '-t', session, '#{session_activity}');
  }
  return screens;
}
