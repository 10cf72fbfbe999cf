import { statSync } from 'node:fs';
import type { Agent, Evidence } from '../../shared/model.ts';
import { FileWatch } from './file-watch.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';
import { RolloutFiles, type Rollout } from './rollout-files.ts';
import { findRollout } from './rollout-search.ts';
import { StatusFiles } from './status-file.ts';

/** What an agent writes about itself. */
export interface OwnWord {
  readonly evidence: Evidence | null;
  readonly version: string | null;
  /** What it waits for, or why it cannot go on, in its own words. */
  readonly detail: string | null;
  /** When a block ends, ms since the epoch. */
  readonly until: number | null;
  /** A command of its goes on in the background. */
  readonly hasBackground: boolean;
  /** When it wrote this last, ms since the epoch. */
  readonly writtenAt: number;
  /** Another file that grows while it works; null where none is known. */
  readonly transcript: string | null;
}

/** An agent that runs in a pane. */
export interface RunningAgent {
  readonly agent: Agent;
  readonly process: ProcessInfo;
  /** The processes of its pane. */
  readonly tree: readonly ProcessInfo[];
  readonly cwd: string;
  /** Its rollout, as far as known. */
  readonly rollout: string | null;
}

/** Claude Code's status files and Codex's rollouts, of the agents that run now. */
export class AgentFiles {
  readonly #processes: ProcessReader;
  readonly #watch = new FileWatch();
  readonly #statusFiles: StatusFiles;
  readonly #rolloutFiles: RolloutFiles;
  /** One object while nothing new is written. */
  readonly #words = new WeakMap<Rollout, OwnWord>();

  constructor(processes: ProcessReader) {
    this.#processes = processes;
    this.#statusFiles = new StatusFiles(processes, this.#watch);
    this.#rolloutFiles = new RolloutFiles(this.#watch);
  }

  /** What the agent says of itself; null where it says nothing. Never throws. `at`: ms. */
  of({ agent, process, rollout }: RunningAgent, at: number): OwnWord | null {
    if (agent === 'claude') return this.#statusFiles.of(process, at);
    if (agent !== 'codex' || rollout === null) return null;
    const read = this.#rolloutFiles.of(rollout, at);
    if (read === null) return null;
    const word = this.#words.get(read) ?? wordOf(read);
    this.#words.set(read, word);
    return word;
  }

  /** When it wrote to any of its files, ms since the epoch. */
  lastWritten({ writtenAt, transcript }: OwnWord): number {
    const stat = transcript === null ? undefined : statSync(transcript, { throwIfNoEntry: false });
    return Math.max(writtenAt, stat?.mtimeMs ?? 0);
  }

  /** The rollout of a Codex; `isOnly`: no other one runs in the same folder. */
  findRollout({ tree, cwd }: RunningAgent, isOnly: boolean): string | null {
    return findRollout(tree, cwd, isOnly, this.#processes);
  }

  /** Forgets every agent but these. */
  keep(agents: readonly RunningAgent[]): void {
    const rollouts = new Set(agents.flatMap(({ rollout }) => rollout ?? []));
    this.#statusFiles.keep(agents.map(({ process }) => process));
    this.#rolloutFiles.keep(rollouts);
    this.#watch.keep([...this.#statusFiles.files(), ...rollouts]);
  }

  close(): void {
    this.#watch.close();
  }
}

const wordOf = ({ state, version, writtenAt }: Rollout): OwnWord => ({
  evidence: state?.evidence ?? null,
  version,
  detail: state?.detail ?? null,
  until: state?.until ?? null,
  hasBackground: false,
  writtenAt,
  transcript: null,
});
