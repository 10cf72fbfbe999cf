import type { Evidence, Session } from '../../shared/model.ts';
import type { PaneList } from '../tmux/panes.ts';
import { AgentFiles, type OwnWord } from './agent-files.ts';
import { agentOfCommand } from './agents.ts';
import { badgesOf, detailsOf } from './details.ts';
import {
  isAsKept,
  newEntry,
  noteAgentsEnd,
  notePane,
  noteScreen,
  noteTree,
  runningAgent,
  shownOf,
  treeIsDue,
  type Entry,
} from './entry.ts';
import { evidenceOf } from './entry-evidence.ts';
import { lookAtPane } from './explain.ts';
import { Foregrounds } from './foregrounds.ts';
import { Branches } from './git-branch.ts';
import { judge, type Judgement } from './judge.ts';
import { lookAt, type Look } from './look.ts';
import type { ProcessReader } from './processes.ts';
import type { RuleBook } from './rules.ts';
import { cleanText } from './screen.ts';
import { stillness } from './stuck.ts';

/** Ready only after it held this long: agents pause between two steps. */
const READY_AFTER_MS = 1500;
/** A rollout that was not found is looked for again this often. */
const SEEK_EVERY_MS = 60_000;
/** A session of which nothing changed is put together again this often: its evidence is seen again. */
const AGAIN_MS = 10_000;

export interface BookOptions {
  /** Names the server in keys: unique among all that are watched. */
  readonly server: string;
  readonly host: string | null;
  /** null where the processes are on another machine. */
  readonly processes: ProcessReader | null;
  /** The rules in force now. */
  readonly rules: () => RuleBook;
  /** How long nothing may move before a working agent is called stuck, ms. */
  readonly stuckAfterMs: number;
}

/**
 * Remembers every pane from scan to scan and says what each session is doing.
 * One book a server; it forgets panes that a complete scan no longer lists.
 */
export class SessionBook {
  readonly #server: string;
  readonly #host: string | null;
  readonly #processes: ProcessReader | null;
  readonly #rules: () => RuleBook;
  readonly #files: AgentFiles | null;
  readonly #branches = new Branches();
  readonly #foregrounds = new Foregrounds();
  stuckAfterMs: number;
  #entries = new Map<string, Entry>();
  /** The same, as the last list had them. */
  #listed: readonly Entry[] = [];
  #shown: readonly Entry[] = [];

  constructor(options: BookOptions) {
    const { server, host, processes, rules, stuckAfterMs } = options;
    this.#server = server;
    this.#host = host;
    this.#processes = processes;
    this.#rules = rules;
    this.stuckAfterMs = stuckAfterMs;
    this.#files = processes === null ? null : new AgentFiles(processes);
  }

  /**
   * Takes in a complete list of panes. Answers with the ids of those that a person would look at:
   * the agents' panes, and of a session without an agent the pane in front.
   */
  async arrive(list: PaneList, at: number): Promise<ReadonlySet<string>> {
    const isSame = this.#match(list, at);
    await this.#lookAtProcesses(isSame, at);
    this.#shown = shownOf(this.#listed);
    return new Set(this.#shown.map(({ pane }) => pane.paneId));
  }

  /** Whether another program came to the front of a pane, as far as that can be seen from outside. */
  foregroundMoved(): boolean {
    return this.#processes !== null && this.#foregrounds.moved(this.#listed, this.#processes);
  }

  /** What each session is doing; `screens` by pane id, a pane without a new one looks as it did. */
  judge(screens: ReadonlyMap<string, string>, at: number): Session[] {
    for (const entry of this.#shown) {
      const screen = screens.get(entry.pane.paneId);
      if (screen !== undefined) noteScreen(entry, screen, at);
    }
    this.#branches.keep(new Set(this.#shown.map(({ pane }) => pane.cwd)));
    return this.#shown.map((entry) => this.#asItIs(entry, at));
  }

  close(): void {
    this.#files?.close();
  }

  /** True while some state is waiting to be shown until it has held long enough. */
  get isSettling(): boolean {
    return this.#listed.some(({ coming }) => coming !== null);
  }

  /** Finds each pane's entry; true when all of them are those of the last list. */
  #match(list: PaneList, at: number): boolean {
    const before = this.#listed;
    this.#listed = list.panes.map((pane, place) => {
      const likely = before[place];
      if (likely?.pane === pane) return likely;
      const key = `${this.#server}:${list.serverPid}:${list.serverStart}:${pane.paneId}`;
      const entry = this.#entries.get(key) ?? newEntry(key, pane, at);
      notePane(entry, pane, at);
      return entry;
    });
    const isSame =
      before.length === this.#listed.length &&
      this.#listed.every((entry, place) => entry === before[place]);
    if (!isSame) this.#entries = new Map(this.#listed.map((entry) => [entry.key, entry]));
    return isSame;
  }

  async #lookAtProcesses(isSame: boolean, at: number): Promise<void> {
    const reader = this.#processes;
    const entries = this.#listed;
    if (reader === null) {
      for (const entry of entries) entry.agent = agentOfCommand([entry.pane.command]);
      return;
    }
    for (const entry of entries) noteAgentsEnd(entry, reader, at);
    const due = entries.filter((entry) => treeIsDue(entry, at));
    // Where an agent has ended, its pane is due.
    if (isSame && due.length === 0) return;
    const roots = due.flatMap(({ pane }) => (pane.pid === null ? [] : [pane.pid]));
    const trees = await reader.trees(roots);
    for (const entry of due) noteTree(entry, trees.get(entry.pane.pid ?? -1) ?? [], at);
    this.#findRollouts(due, at);
    this.#files?.keep(entries.flatMap((entry) => runningAgent(entry) ?? []));
  }

  #findRollouts(due: readonly Entry[], at: number): void {
    const all = this.#listed.filter(({ agent }) => agent === 'codex');
    for (const entry of due) {
      const running = runningAgent(entry);
      if (running === null || entry.agent !== 'codex') entry.rollout = null;
      else if (entry.rollout !== null || at - entry.rolloutSoughtAt >= SEEK_EVERY_MS) {
        const isOnly = all.filter(({ pane }) => pane.cwd === entry.pane.cwd).length === 1;
        entry.rollout = this.#files?.findRollout(running, isOnly) ?? null;
        entry.rolloutSoughtAt = at;
      }
    }
  }

  /** Screen and title by the rules; worked out again only when something it rests on changed. */
  #look(entry: Entry, at: number): Look {
    const { screen, agent, pane, texts } = entry;
    const rules = this.#rules();
    const of = [screen, agent, pane.title, pane.command, rules];
    if (entry.look === null || entry.look.of.some((part, place) => part !== of[place])) {
      const is =
        this.#processes === null
          ? lookAtPane(screen, texts.title, texts.command, rules, at)
          : lookAt(agent === null ? [] : screen, texts.title, agent, rules, at);
      entry.look = { of, is };
    }
    return entry.look.is;
  }

  #ownWord(entry: Entry, at: number): OwnWord | null {
    const running = runningAgent(entry);
    return running === null ? null : (this.#files?.of(running, at) ?? null);
  }

  /** Folders of another machine are not those of the same name here. */
  #branchOf({ pane }: Entry, at: number): string | null {
    if (this.#host !== null || pane.dead) return null;
    const branch = this.#branches.of(pane.cwd, at);
    return branch === null ? null : cleanText(branch);
  }

  #stillness(entry: Entry, ownWord: OwnWord | null, at: number): Evidence[] | null {
    const files = this.#files;
    if (files === null) return null;
    const lastWritten = (word: OwnWord) => files.lastWritten(word);
    const { state } = entry;
    return stillness({ entry, state, ownWord, lastWritten }, at, this.stuckAfterMs);
  }

  /** The same object as before, while nothing that it rests on has changed. */
  #asItIs(entry: Entry, at: number): Session {
    const { kept, pane, screen, agent, agentProcess, agentGoneAt } = entry;
    const now = {
      ownWord: this.#ownWord(entry, at),
      branch: this.#branchOf(entry, at),
      rules: this.#rules(),
      stuckAfterMs: this.stuckAfterMs,
    };
    const isRecent = kept !== null && Math.abs(at - kept.at) < AGAIN_MS;
    if (isRecent && entry.coming === null && isAsKept(entry, kept, now)) return kept.is;
    const is = this.#session(entry, now.ownWord, now.branch, at);
    entry.kept = { pane, screen, agent, agentProcess, agentGoneAt, ...now, at, is };
    return is;
  }

  #session(entry: Entry, ownWord: OwnWord | null, branch: string | null, at: number): Session {
    const { pane, texts } = entry;
    const look = this.#look(entry, at);
    const judgement = judge(evidenceOf(entry, look, ownWord, this.#processes !== null, at));
    settle(entry, judgement, at);
    const still = this.#stillness(entry, ownWord, at);
    const { detail, until } = detailsOf(judgement, look, ownWord);
    const hasAgent = entry.state !== 'shell' && entry.state !== 'dead';
    return {
      key: entry.key,
      ...texts,
      host: this.#host,
      sessionId: pane.sessionId,
      windowId: pane.windowId,
      paneId: pane.paneId,
      panePid: pane.pid,
      branch,
      lastLine: entry.screen.at(-1)?.text.trim() ?? '',
      lastOutputAt: pane.activityAt,
      row: null,
      task: null,
      state: entry.state,
      since: entry.since,
      agent: this.#processes === null ? look.agent : entry.agent,
      agentVersion: ownWord?.version ?? look.agentVersion,
      detail,
      until,
      badges: badgesOf(pane, hasAgent ? look.badges : [], ownWord, still !== null),
      evidence: [...judgement.evidence, ...(still ?? [])],
      disagreeing: judgement.disagreeing,
    };
  }
}

/** Shows the new state at once, except ready: that has to hold first. */
function settle(entry: Entry, { state }: Judgement, at: number): void {
  if (state === entry.state) {
    entry.coming = null;
    return;
  }
  if (state === 'ready') {
    const quietSince = Math.min(entry.pane.activityAt ?? at, at);
    if (entry.coming?.state !== state) entry.coming = { state, since: quietSince };
    if (at - entry.coming.since < READY_AFTER_MS) return;
  }
  entry.since = entry.coming?.since ?? at;
  entry.state = state;
  entry.coming = null;
}
