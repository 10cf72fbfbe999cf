import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../lib/temp-folder.ts';
import { Writer } from '../lib/writer.ts';

const NO_TMUX = ['--tmux-socket', 'lookout-test-nobody'];

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

const lookout = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/index.ts', ...args], { encoding: 'utf8' });

/** An Architect folder whose one prompt says `content`. */
async function rootWith(content: string): Promise<{ root: string; assigner: string }> {
  const root = tempFolder();
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  mkdirSync(dirname(assigner), { recursive: true });
  await writer.create(assigner, { database: 'assigner' });
  await writer.create(join(root, 'data', 'architect.db'), { database: 'architect' });
  await writer.run(assigner, 'INSERT INTO prompts (content) VALUES (?)', content);
  return { root, assigner };
}

describe('lookout status', () => {
  test('--json has exactly the seven figures, and every part by its name', async () => {
    const { root } = await rootWith('hello');
    const { status, stdout } = lookout('status', '--json', '--root', root, ...NO_TMUX);
    expect(status).toBe(0);
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({
      takenAt: expect.any(Number),
      queues: { prompts: { waiting: 1 }, task_queue: { waiting: 0 } },
      sessions: [],
      reconciliation: {
        ghosts: [],
        untracked: [],
        disagreeing: [],
        orphanedPrompts: [],
        overduePrompts: [],
      },
      sources: {
        assigner: { state: 'live', problem: null },
        architect: { state: 'live', problem: null },
        tmux: { state: 'unavailable', problem: { kind: 'tmux-no-server' } },
      },
    });
    expect(answer).toHaveProperty('stats', {
      pending_prompts: 1,
      active_assignments: 0,
      completed_prompts: 0,
      failed_prompts: 0,
      total_sessions: 0,
      available_sessions: 0,
      busy_sessions: 0,
    });
  });

  test('the page says the sentence, and obeys nothing that a prompt holds', async () => {
    const { root } = await rootWith('\u001b[2J\u009b31m<b>hostile</b>\u202e');
    const { status, stdout } = lookout('status', '--root', root, ...NO_TMUX);
    expect(status).toBe(0);
    expect(stdout).toContain('1 waiting');
    expect(stdout).toContain('pending_prompts 1');
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
  });

  test('ends with 3 when nothing at all could be read, and prints what it knows', () => {
    const { status, stdout } = lookout('status', '--json', '--root', '/nonexistent', ...NO_TMUX);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      sources: { assigner: { state: 'unavailable', problem: { kind: 'missing' } } },
    });
  });

  test.each([[['status']], [['status', '--jso']], [['stauts']], [['status', '--root']]])(
    'ends with 2 on %j',
    (args) => {
      const { status, stdout, stderr } = lookout(...args);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain('error:');
    },
  );

  test('--demo starts the demo, reads it and clears it up', () => {
    const { status, stdout } = lookout('status', '--json', '--demo');
    expect(status).toBe(0);
    const { watched, sources } = z
      .object({
        watched: z.object({ demo: z.boolean(), root: z.string() }),
        sources: z.record(z.string(), z.object({ state: z.string() })),
      })
      .parse(JSON.parse(stdout));
    expect(watched.demo).toBe(true);
    expect(sources).toMatchObject({ assigner: { state: 'live' }, tmux: { state: 'live' } });
    expect(existsSync(watched.root)).toBe(false);
  });

  test('--watch draws in one place of a terminal, and leaves it as it was on Ctrl+C', async () => {
    const { root } = await rootWith('hello');
    // `script` gives it a real terminal.
    const child = spawn(
      'script',
      [
        '--quiet',
        '--flush',
        '--return',
        '--command',
        'exec "$NODE" src/cli/index.ts status --watch --root "$ROOT" --tmux-socket lookout-test-nobody',
        '/dev/null',
      ],
      { env: { ...process.env, NODE: process.execPath, ROOT: root } },
    );
    let shown = '';
    child.stdout.setEncoding('utf8');
    const exited = once(child, 'exit');
    while (!shown.includes('pending_prompts 1')) {
      const [text] = await once(child.stdout, 'data');
      shown += String(text);
    }
    child.stdout.on('data', (text: string) => (shown += text));
    child.stdin.write('\u0003');
    expect(await exited).toEqual([0, null]);
    expect(shown.startsWith('\u001b[?1049h')).toBe(true);
    expect(shown).toContain('\u001b[?25h\u001b[?1049l');
  });

  test('--watch --json prints a line for each change, and ends cleanly on Ctrl+C', async () => {
    const { root, assigner } = await rootWith('first');
    const args = ['src/cli/index.ts', 'status', '--watch', '--json', '--root', root, ...NO_TMUX];
    const watching = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const gone = once(watching, 'exit');
    let told = false;
    for await (const line of createInterface(watching.stdout)) {
      const { stats }: { stats: unknown } = JSON.parse(line);
      if (!told) await writer.run(assigner, "INSERT INTO prompts (content) VALUES ('second')");
      told = true;
      if (JSON.stringify(stats).includes('"pending_prompts":2')) watching.kill('SIGINT');
    }
    expect(await gone).toEqual([0, null]);
  });
});
