import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Evidence, SessionState } from '../../shared/model.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';

/**
 * Claude Code's own word on what it does: `sessions/<pid>.json` in its configuration folder, since
 * 2.1.139. It has no heartbeat, so an old time is not staleness; a killed agent leaves it behind,
 * so it counts only for the very process that wrote it.
 */
const statusSchema = z.object({
  procStart: z.coerce.string(),
  status: z.string(),
  version: z.string().max(40).optional(),
  waitingFor: z.string().max(200).optional(),
});

export interface AgentStatus {
  readonly evidence: Evidence;
  readonly version: string | null;
  /** What it waits for, in its own words. */
  readonly detail: string | null;
  /** A command of its goes on in the background. */
  readonly hasBackground: boolean;
}

/** Values that are known; another is no error and says nothing. */
const SAYS: Readonly<Record<string, SessionState>> = {
  busy: 'working',
  idle: 'ready',
  waiting: 'waiting',
  shell: 'ready',
};

const MAX_BYTES = 64 * 1024;

interface Known {
  readonly path: string;
  mtimeMs: number;
  status: AgentStatus | null;
}

/** Reads the status files of running agents; a file only when its time of change moved. */
export class StatusFiles {
  readonly #processes: ProcessReader;
  #known = new Map<string, Known>();

  constructor(processes: ProcessReader) {
    this.#processes = processes;
  }

  /** What the agent says of itself; null where it says nothing. Never throws. */
  of(agent: ProcessInfo): AgentStatus | null {
    const key = `${agent.pid}:${agent.started}`;
    const known = this.#known.get(key) ?? { path: this.#path(agent), mtimeMs: -1, status: null };
    this.#known.set(key, known);
    try {
      const { mtimeMs, size } = statSync(known.path);
      if (mtimeMs !== known.mtimeMs) {
        known.mtimeMs = mtimeMs;
        known.status =
          size > MAX_BYTES ? null : parse(readFileSync(known.path, 'utf8'), agent, mtimeMs);
      }
    } catch {
      // No such file (an older version), or one being written: it says nothing now.
      known.mtimeMs = -1;
      known.status = null;
    }
    return known.status;
  }

  /** Forgets every agent but these. */
  keep(agents: readonly ProcessInfo[]): void {
    const keys = new Set(agents.map(({ pid, started }) => `${pid}:${started}`));
    this.#known = new Map([...this.#known].filter(([key]) => keys.has(key)));
  }

  /** Agents may run with another home or configuration folder than ours. */
  #path({ pid }: ProcessInfo): string {
    const { CLAUDE_CONFIG_DIR: folder, HOME: home } = this.#processes.environment(pid);
    return join(folder ?? join(home ?? homedir(), '.claude'), 'sessions', `${pid}.json`);
  }
}

function parse(text: string, { started }: ProcessInfo, at: number): AgentStatus | null {
  const { data } = statusSchema.safeParse(JSON.parse(text));
  if (data === undefined || data.procStart !== started) return null;
  const says = Object.hasOwn(SAYS, data.status) ? (SAYS[data.status] ?? null) : null;
  const waits = data.waitingFor === undefined ? '' : ` (${data.waitingFor})`;
  return {
    evidence: {
      kind: 'status-file',
      text: `its status file says "${data.status.slice(0, 40)}"${waits}`,
      says,
      at,
      confidence: says === null ? 0 : 0.95,
    },
    version: data.version ?? null,
    detail: data.waitingFor ?? null,
    hasBackground: data.status === 'shell',
  };
}
