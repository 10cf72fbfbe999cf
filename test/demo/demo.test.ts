import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { endDemoProcess, startDemoProcess, type DemoProcess } from '../lib/demo-process.ts';

const running: DemoProcess[] = [];
afterEach(async () => {
  for (const demo of running.splice(0)) await endDemoProcess(demo);
});

async function start(...args: readonly string[]): Promise<DemoProcess> {
  const demo = await startDemoProcess(...args);
  running.push(demo);
  return demo;
}

const tmux = (socket: string, ...args: string[]) =>
  spawnSync('tmux', ['-u', '-L', socket, ...args], { encoding: 'utf8' });

const folderOf = ({ root }: DemoProcess): string => dirname(root);

function rows(file: string, sql: string): Record<string, unknown>[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    db.close();
  }
}

test('both databases hold a believable past and go on changing', async () => {
  const { root } = await start('--seed', '3', '--speed', '30');
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  const statuses = rows(assigner, 'SELECT status, COUNT(*) AS n FROM prompts GROUP BY status');
  expect(statuses.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['completed', 'failed', 'in_progress', 'pending']),
  );
  const lastHour = "completed_at > datetime('now', '-1 hour')";
  for (const [file, table] of [
    [assigner, 'prompts'],
    [join(root, 'data', 'architect.db'), 'task_queue'],
  ] as const) {
    const [recent] = rows(file, `SELECT COUNT(*) AS n FROM ${table} WHERE ${lastHour}`);
    expect(recent?.['n']).toBeGreaterThan(50);
  }
  const watching = new Database(assigner, { readonly: true });
  const version = () => watching.pragma('data_version', { simple: true });
  const before = version();
  await expect.poll(version, { timeout: 10_000 }).not.toBe(before);
  watching.close();
});

test('eight sessions play in tmux under their own program names, one of them dead', async () => {
  const { tmuxSocket } = await start();
  const list = tmux(
    tmuxSocket,
    'list-panes',
    '-a',
    '-F',
    '#{session_name} #{pane_current_command} #{pane_dead}',
  );
  expect(list.stdout.trim().split('\n').toSorted()).toEqual([
    'codex_review codex 0',
    'dev_api claude 0',
    'dev_search claude 1',
    'dev_web claude 0',
    'docs claude 0',
    'gemini_ui node 0',
    'ollama_notes ollama 0',
    'ops sh 0',
  ]);
  const screen = () => tmux(tmuxSocket, 'capture-pane', '-p', '-t', '=dev_web:').stdout;
  await expect.poll(screen).toContain('Claude Code');
});

test('ends and clears up when its input is closed', async () => {
  const demo = await start();
  expect(await endDemoProcess(demo)).toBe(0);
  expect(existsSync(folderOf(demo))).toBe(false);
  expect(tmux(demo.tmuxSocket, 'list-sessions').status).not.toBe(0);
});

test('what a killed demo left behind is cleared by the next, and a running one is left alone', async () => {
  const killed = await start();
  const alive = await start();
  const gone = once(killed.process, 'exit');
  killed.process.kill('SIGKILL');
  await gone;
  expect(tmux(killed.tmuxSocket, 'list-sessions').status).toBe(0);
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const demo of [killed, alive]) utimesSync(folderOf(demo), longAgo, longAgo);
  await start();
  expect(existsSync(folderOf(killed))).toBe(false);
  expect(tmux(killed.tmuxSocket, 'list-sessions').status).not.toBe(0);
  expect(existsSync(folderOf(alive))).toBe(true);
  expect(tmux(alive.tmuxSocket, 'list-sessions').status).toBe(0);
});
