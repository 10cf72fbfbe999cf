import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Branches, branchOf } from '../../../src/core/sessions/git-branch.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  }).trim();

function repository(): string {
  const folder = tempFolder();
  git(folder, 'init', '-q', '-b', 'feature/per-tenant');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'x');
  return folder;
}

describe('the branch of a folder', () => {
  test('is that of the repository around it', async () => {
    const folder = repository();
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
    expect(await branchOf(join(folder, 'src', 'deep'))).toBe('feature/per-tenant');
  });

  test('of a worktree is its own', async () => {
    const folder = repository();
    const tree = join(tempFolder(), 'tree');
    git(folder, 'worktree', 'add', '-q', '-b', 'other', tree);
    expect(await branchOf(tree)).toBe('other');
    expect(await branchOf(folder)).toBe('feature/per-tenant');
  });

  test('is the commit where no branch is checked out', async () => {
    const folder = repository();
    git(folder, 'checkout', '-q', '--detach');
    expect(await branchOf(folder)).toBe(git(folder, 'rev-parse', '--short=7', 'HEAD'));
  });

  test('is none where there is no repository, or a strange one', async () => {
    const folder = tempFolder();
    expect(await branchOf(folder)).toBeNull();
    expect(await branchOf('relative/folder')).toBeNull();
    mkdirSync(join(folder, '.git'));
    execFileSync('mkfifo', [join(folder, '.git', 'HEAD')]);
    expect(await branchOf(folder)).toBeNull();
    writeFileSync(join(folder, 'x'), '');
    expect(await branchOf(join(folder, 'x'))).toBeNull();
  });
});

test('asking never waits: the branch is known a moment later, and follows', async () => {
  const folder = repository();
  const branches = new Branches();
  expect(branches.of(folder, 0)).toBeNull();
  await vi.waitFor(() => expect(branches.of(folder, 1)).toBe('feature/per-tenant'));
  git(folder, 'checkout', '-q', '-b', 'next');
  expect(branches.of(folder, 9000)).toBe('feature/per-tenant');
  await vi.waitFor(() => expect(branches.of(folder, 11_000)).toBe('next'));
});
