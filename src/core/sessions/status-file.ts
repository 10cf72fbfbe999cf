import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { SessionState } from '../../shared/model.ts';
import type { OwnWord } from './agent-files.ts';
import type { FileWatch } from './file-watch.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';
import { cleanText } from './screen.ts';

/** Text of another program that somebody will see. */
const shown = z.string().transform((text) => cleanText(text, 200));

/**
 * Claude Code's own word on what it does: `sessions/<pid>.json` in its configuration folder, since
 * 2.1.139. It has no heartbeat, so an old time is not staleness; a killed agent leaves it behind,
 * so it counts only for the very process that wrote it.
 */
const statusSchema = z.object({
  procStart: z.coerce.string(),
  status: z.string(),
  version: shown.optional().catch(undefined),
  waitingFor: shown.optional().catch(undefined),
  /** Its transcript is named after these two. */
  sessionId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  cwd: z.string().max(4096).optional().catch(undefined),
});

/** Values that are known; another is no error and says nothing. */
const SAYS: Readonly<Record<string, SessionState>> = {
  busy: 'working',
  idle: 'ready',
  waiting: 'waiting',
  shell: 'ready',
};

const MAX_BYTES = 64 * 1024;

interface Known {
  readonly file: string;
  mtimeMs: number;
  status: OwnWord | null;
}

/** Reads the status files of running agents; a file only when it may have changed. */
export class StatusFiles {
  readonly #processes: ProcessReader;
  readonly #watch: FileWatch;
  #known = new Map<string, Known>();

  constructor(processes: ProcessReader, watch: FileWatch) {
    this.#processes = processes;
    this.#watch = watch;
  }

  /** What the agent says of itself; null where it says nothing. Never throws. `at`: ms. */
  of(agent: ProcessInfo, at: number): OwnWord | null {
    const key = `${agent.pid}:${agent.started}`;
    const known = this.#known.get(key) ?? { file: this.#file(agent), mtimeMs: -1, status: null };
    this.#known.set(key, known);
    if (!this.#watch.mayHaveChanged(known.file, at)) return known.status;
    try {
      const stat = statSync(known.file, { throwIfNoEntry: false });
      if (stat === undefined) {
        // An older version writes none: it says nothing.
        known.mtimeMs = -1;
        known.status = null;
      } else if (stat.mtimeMs !== known.mtimeMs) {
        known.mtimeMs = stat.mtimeMs;
        const isSound = stat.isFile() && stat.size <= MAX_BYTES;
        known.status = isSound ? parse(known.file, agent, stat.mtimeMs) : null;
      }
    } catch {
      // One that is being written: it says nothing now.
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

  /** The files that are looked at. */
  files(): string[] {
    return [...this.#known.values()].map(({ file }) => file);
  }

  /** Agents may run with another home or configuration folder than ours. */
  #file({ pid }: ProcessInfo): string {
    const { CLAUDE_CONFIG_DIR: folder, HOME: home } = this.#processes.environment(pid);
    return join(folder ?? join(home ?? homedir(), '.claude'), 'sessions', `${pid}.json`);
  }
}

function parse(file: string, { started }: ProcessInfo, at: number): OwnWord | null {
  const { data } = statusSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (data === undefined || data.procStart !== started) return null;
  const says = Object.hasOwn(SAYS, data.status) ? (SAYS[data.status] ?? null) : null;
  const waits = data.waitingFor === undefined ? '' : ` (${data.waitingFor})`;
  return {
    evidence: {
      kind: 'status-file',
      text: `its status file says "${cleanText(data.status, 40)}"${waits}`,
      says,
      at,
      confidence: says === null ? 0 : 0.95,
    },
    version: data.version ?? null,
    detail: data.waitingFor ?? null,
    until: null,
    hasBackground: data.status === 'shell',
    writtenAt: at,
    transcript: transcriptOf(data, dirname(dirname(file))),
  };
}

function transcriptOf(
  { cwd, sessionId }: z.infer<typeof statusSchema>,
  folder: string,
): string | null {
  if (cwd === undefined || sessionId === undefined) return null;
  return join(folder, 'projects', cwd.replaceAll(/[^a-z0-9]/gi, '-'), `${sessionId}.jsonl`);
}
