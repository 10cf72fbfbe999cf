import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { agentOfCommand } from './agents.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';

const ROLLOUT = /^rollout-.*\.jsonl$/;
/** Folders by day: a session that began further back is found only while its own process has it open. */
const MAX_DAYS = 3;
const MAX_FILES = 50;
const HEAD = 4096;
const CWD = /"cwd": ?"((?:[^"\\]|\\.)*)"/;

/**
 * The rollout that a Codex process writes; null where none can be told for certain.
 *
 * `tree`: the processes of its pane. Where the work is done by a daemon outside of the tree nobody
 * in it has the file open: then it is the only one that was begun in `cwd` since the process was
 * started, if there is just one, and `isOnly` says that no other Codex runs in that folder.
 */
export function findRollout(
  tree: readonly ProcessInfo[],
  cwd: string,
  isOnly: boolean,
  processes: ProcessReader,
): string | null {
  const codex = tree.filter(({ argv }) => agentOfCommand(argv) === 'codex');
  for (const { pid } of codex) {
    const open = processes.openFiles(pid).find((file) => ROLLOUT.test(basename(file)));
    if (open !== undefined) return open;
  }
  const [first] = codex;
  if (first === undefined || !isOnly) return null;
  const startedAt = processes.startedAt(first);
  return startedAt === null ? null : begunIn(cwd, startedAt, sessionsFolder(first, processes));
}

function sessionsFolder({ pid }: ProcessInfo, processes: ProcessReader): string {
  const { CODEX_HOME: folder, HOME: home } = processes.environment(pid);
  return join(folder ?? join(home ?? homedir(), '.codex'), 'sessions');
}

function begunIn(cwd: string, startedAt: number, folder: string): string | null {
  const found = daysSince(startedAt).flatMap((day) => rolloutsOf(join(folder, day)));
  const begun = found
    .slice(-MAX_FILES)
    .filter(({ file, bornAt }) => bornAt >= startedAt && cwdOf(file) === cwd);
  return begun.length === 1 ? (begun[0]?.file ?? null) : null;
}

/** `2026/11/24`, by the local calendar as Codex names them, from the newest `MAX_DAYS` back. */
function daysSince(startedAt: number): string[] {
  const days: string[] = [];
  for (let back = MAX_DAYS - 1; back >= 0; back -= 1) {
    const at = new Date(Date.now() - back * 86_400_000);
    if (at.getTime() + 86_400_000 < startedAt) continue;
    days.push(
      join(String(at.getFullYear()), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())),
    );
  }
  return days;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function rolloutsOf(folder: string): { file: string; bornAt: number }[] {
  try {
    return readdirSync(folder)
      .filter((name) => ROLLOUT.test(name))
      .toSorted()
      .slice(-MAX_FILES)
      .map((name) => ({ file: join(folder, name), bornAt: birthOf(join(folder, name)) }));
  } catch {
    return [];
  }
}

function birthOf(file: string): number {
  const { birthtimeMs, mtimeMs } = statSync(file);
  // Where a file system does not keep the time of birth it is 0.
  return birthtimeMs > 0 ? birthtimeMs : mtimeMs;
}

function cwdOf(file: string): string | null {
  let fd: number | null = null;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(fd).isFile()) return null;
    const bytes = Buffer.alloc(HEAD);
    const text = bytes.toString('utf8', 0, readSync(fd, bytes, 0, HEAD, 0));
    const quoted = CWD.exec(text)?.[1];
    const cwd: unknown = quoted === undefined ? null : JSON.parse(`"${quoted}"`);
    return typeof cwd === 'string' ? cwd : null;
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
