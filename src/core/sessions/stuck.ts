import type { Evidence, SessionState } from '../../shared/model.ts';
import type { OwnWord } from './agent-files.ts';
import type { Entry } from './entry.ts';

/**
 * Stuck is a verdict beside the state: an agent that says it works while nothing of it moves. Time
 * alone never makes it so. Everything that can be seen has to be still, and each says since when.
 */

/** Up to this share of one core a program does nothing but look at its clock. */
const IDLE_SHARE = 0.02;

/** Processor time of a pane's processes, and when they last used some. Times in ms. */
export interface Cpu {
  readonly usedMs: number;
  readonly pids: string;
  readonly at: number;
  readonly movedAt: number;
}

/** The next reading after `before`; `null`: its processes cannot be seen. */
export function cpuAfter(before: Cpu | null, tree: Entry['tree'], at: number): Cpu | null {
  if (tree.length === 0) return null;
  const usedMs = tree.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const pids = tree.map(({ pid, started }) => `${pid}:${started}`).join(' ');
  const isStill = before?.pids === pids && usedMs - before.usedMs <= (at - before.at) * IDLE_SHARE;
  return { usedMs, pids, at, movedAt: isStill ? before.movedAt : at };
}

/** What is looked at to tell whether an agent is stuck. */
export interface Watched {
  readonly entry: Entry;
  readonly state: SessionState;
  readonly ownWord: OwnWord | null;
  /** When the agent last wrote to any file of its own; asked only when all else is still. */
  readonly lastWritten: (word: OwnWord) => number;
}

/**
 * Everything that is still, each with the time at which it last moved; null when something moved
 * within `afterMs`, or cannot be seen, so that nobody can tell.
 */
export function stillness(watched: Watched, at: number, afterMs: number): Evidence[] | null {
  const { entry, state, ownWord, lastWritten } = watched;
  const { pane, cpu, agent, screenAt, titleAt } = entry;
  if (state !== 'working' || cpu === null || pane.activityAt === null) return null;
  // What Codex does may be done by a daemon outside of the pane: then only its rollout tells.
  if (agent === 'codex' && ownWord === null) return null;
  const seen = [
    moved('screen', 'its screen last changed', screenAt),
    moved('title', 'its title last changed', titleAt),
    moved('cpu', 'its processes last used the processor', cpu.movedAt),
  ];
  const isStill = (when: number): boolean => at - when >= afterMs;
  if (!isStill(pane.activityAt) || !seen.every((one) => isStill(one.at))) return null;
  if (ownWord === null) return seen;
  const writtenAt = lastWritten(ownWord);
  return isStill(writtenAt) ? [...seen, ownFile(agent, writtenAt)] : null;
}

const moved = (kind: Evidence['kind'], text: string, at: number): Evidence => ({
  kind,
  text,
  says: null,
  at,
  confidence: 1,
});

const ownFile = (agent: Entry['agent'], writtenAt: number): Evidence =>
  agent === 'codex'
    ? moved('rollout', 'its rollout was last written', writtenAt)
    : moved('status-file', 'its status file and transcript were last written', writtenAt);
