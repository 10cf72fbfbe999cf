import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment, launchCommand } from './lookout.ts';

/** Runs the app as a shell would, to its own end. Answers its exit code and what it printed. */
export async function runOnce(
  profile: string,
  ...flags: string[]
): Promise<{ code: number | null; output: string }> {
  const [executable, ...args] = launchCommand();
  const child = spawn(executable, [...args, `--user-data-dir=${profile}`, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment({}),
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode, output };
}
