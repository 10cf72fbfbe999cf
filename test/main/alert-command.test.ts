import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../../src/core/alerts/delivery.ts';
import { AlertCommands } from '../../src/main/alert-command.ts';
import { Telling } from '../../src/main/telling.ts';
import { defaultAlerts, type AlertSettings } from '../../src/shared/alerts.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const delivery: Delivery = {
  kind: 'fired',
  title: 'Lookout: needs you',
  body: '$(touch pwned) `touch pwned` <b>\u2028"',
  severity: 'warning',
  target: { view: 'queue' },
  alerts: [],
};

/** A program that runs `script` with these arguments. */
const node = (script: string, ...args: string[]): string[] => [
  process.execPath,
  '-e',
  script,
  '--',
  ...args,
];

const run = (command: readonly string[], limitMs?: number): Promise<void> =>
  new AlertCommands().run(command, delivery, limitMs);

const toFile = "process.stdin.pipe(require('node:fs').createWriteStream(process.argv[1]))";

describe('the alert command', { timeout: 30_000 }, () => {
  it('gets one line of JSON, and its arguments as they are', async () => {
    const folder = tempFolder();
    const file = join(folder, '; touch pwned $(x)');
    await run(node(toFile, file));
    const text = readFileSync(file, 'utf8');
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual({ version: 1, ...delivery });
    expect(existsSync('pwned')).toBe(false);
  });

  it('is no failure when it does not read what it is given', async () => {
    const big: Delivery = { ...delivery, body: 'x'.repeat(5_000_000) };
    await expect(new AlertCommands().run(node(''), big)).resolves.toBeUndefined();
  });

  it('says in one line how it failed', async () => {
    const failing = node("console.error('no route\\nsecond line'); process.exitCode = 3");
    await expect(run(failing)).rejects.toThrow('The alert command ended with 3: no route');
    await expect(run(['/nonexistent/program'])).rejects.toThrow('could not be started');
  });

  it('is ended when it takes too long, also where it does not want to', async () => {
    const stubborn = ['sh', '-c', "trap '' TERM; while :; do sleep 0.1; done"];
    await expect(run(stubborn, 300)).rejects.toThrow('took longer than 0.3 s');
  });

  it('does not pile up', async () => {
    const commands = new AlertCommands();
    const waiting = node('process.stdin.resume(); setTimeout(() => {}, 500)');
    const four = Array.from({ length: 4 }, () => commands.run(waiting, delivery));
    await expect(commands.run(waiting, delivery)).rejects.toThrow('still busy');
    await Promise.all(four);
    await commands.run(node(''), delivery);
  });
});

const tell = (settings: Partial<AlertSettings>, kind: Delivery['kind'] = 'fired'): number => {
  const notify = vi.fn<(told: Delivery) => void>();
  new Telling({
    settings: () => ({ ...defaultAlerts, ...settings }),
    notify,
    commands: new AlertCommands(),
    onProblem: () => undefined,
  }).tell({ ...delivery, kind });
  return notify.mock.calls.length;
};

describe('telling', () => {
  it('heeds what was chosen', () => {
    expect(tell({})).toBe(1);
    expect(tell({ notify: false })).toBe(0);
    expect(tell({}, 'ended')).toBe(1);
    expect(tell({ notifyEnd: false }, 'ended')).toBe(0);
  });

  it('says what went wrong with the command', async () => {
    const problem = Promise.withResolvers<string>();
    new Telling({
      settings: () => ({ ...defaultAlerts, command: ['/nonexistent/program'] }),
      notify: () => undefined,
      commands: new AlertCommands(),
      onProblem: problem.resolve,
    }).tell(delivery);
    expect(await problem.promise).toContain('could not be started');
  });
});
