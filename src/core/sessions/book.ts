import type { Agent, Badge, Evidence, Session, SessionState } from '../../shared/model.ts';
import type { Pane, PaneList } from '../tmux/panes.ts';
import { agentLabel, agentOfCommand, isShell } from './agents.ts';
import { lookAtPane } from './explain.ts';
import { judge, type Judgement } from './judge.ts';
import { lookAt, type Look } from './look.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';
import type { RuleBook } from './rules.ts';
import { StatusFiles, type AgentStatus } from './status-file.ts';
import { cleanText, readScreen, type Screen } from './screen.ts';

/** Ready only after it held this long: agents pause between two steps. */
const READY_AFTER_MS = 1500;
/** A pane's process tree is looked at again this often, and at once when its command changes. */
const TREE_EVERY_MS = 10_000;
/** Output this much later than an agent's end is somebody using the shell it left behind. */
const AFTERMATH_MS = 3000;

export interface BookOptions {
  /** Names the server in keys: unique among all that are watched. */
  readonly server: string;
  readonly host: string | null;
  /** null where the processes are on another machine. */
  readonly processes: ProcessReader | null;
  /** The rules in force now. */
  readonly rules: () => RuleBook;
}

/** What is remembered of one pane between scans. */
interface Entry {
  readonly key: string;
  pane: Pane;
  screen: Screen;
  /** What title and screen say, kept while neither they nor the agent nor the rules change. */
  look: { readonly of: readonly unknown[]; readonly is: Look } | null;
  treeAt: number;
  treePid: number | null;
  treeCommand: string;
  tree: readonly ProcessInfo[];
  agent: Agent;
  agentProcess: ProcessInfo | null;
  agentGoneAt: number | null;
  state: SessionState;
  since: number;
  /** A state that has not held long enough to be shown. */
  coming: { readonly state: SessionState; readonly since: number } | null;
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
  readonly #statusFiles: StatusFiles | null;
  #entries = new Map<string, Entry>();
  #shown: readonly Entry[] = [];

  constructor({ server, host, processes, rules }: BookOptions) {
    this.#server = server;
    this.#host = host;
    this.#processes = processes;
    this.#rules = rules;
    this.#statusFiles = processes === null ? null : new StatusFiles(processes);
  }

  /**
   * Takes in a complete list of panes. Answers with the ids of those that a person would look at:
   * the agents' panes, and of a session without an agent the pane in front.
   */
  async arrive(list: PaneList, at: number): Promise<ReadonlySet<string>> {
    this.#match(list, at);
    const entries = [...this.#entries.values()];
    await this.#lookAtProcesses(entries, at);
    this.#shown = shown(entries);
    return new Set(this.#shown.map(({ pane }) => pane.paneId));
  }

  /** What each session is doing; `screens` by pane id, a pane without a new one looks as it did. */
  judge(screens: ReadonlyMap<string, string>, at: number): Session[] {
    for (const entry of this.#shown) {
      const screen = screens.get(entry.pane.paneId);
      if (screen !== undefined) entry.screen = readScreen(screen);
    }
    return this.#shown.map((entry) => this.#session(entry, at));
  }

  /** True while some state is waiting to be shown until it has held long enough. */
  get isSettling(): boolean {
    return [...this.#entries.values()].some(({ coming }) => coming !== null);
  }

  #match(list: PaneList, at: number): void {
    const entries = list.panes.map((pane) => {
      const key = `${this.#server}:${list.serverPid}:${list.serverStart}:${pane.paneId}`;
      const entry = this.#entries.get(key) ?? newEntry(key, pane, at);
      entry.pane = pane;
      return [key, entry] as const;
    });
    this.#entries = new Map(entries);
  }

  async #lookAtProcesses(entries: readonly Entry[], at: number): Promise<void> {
    const reader = this.#processes;
    if (reader === null) {
      for (const entry of entries) entry.agent = agentOfCommand([entry.pane.command]);
      return;
    }
    for (const entry of entries) noteAgentsEnd(entry, reader, at);
    const due = entries.filter((entry) => treeIsDue(entry, at));
    const roots = due.flatMap(({ pane }) => (pane.pid === null ? [] : [pane.pid]));
    const trees = due.length === 0 ? new Map() : await reader.trees(roots);
    for (const entry of due) noteTree(entry, trees.get(entry.pane.pid ?? -1) ?? [], at);
    this.#statusFiles?.keep(entries.flatMap(({ agentProcess }) => agentProcess ?? []));
  }

  /** Screen and title by the rules; worked out again only when something it rests on changed. */
  #look(entry: Entry, at: number): Look {
    const { screen, agent, pane } = entry;
    const rules = this.#rules();
    const of = [screen, agent, pane.title, pane.command, rules];
    if (entry.look === null || entry.look.of.some((part, place) => part !== of[place])) {
      const title = cleanText(pane.title);
      const is =
        this.#processes === null
          ? lookAtPane(screen, title, cleanText(pane.command), rules, at)
          : lookAt(agent === null ? [] : screen, title, agent, rules, at);
      entry.look = { of, is };
    }
    return entry.look.is;
  }

  #status({ agent, agentProcess }: Entry): AgentStatus | null {
    if (agent !== 'claude' || agentProcess === null) return null;
    return this.#statusFiles?.of(agentProcess) ?? null;
  }

  #session(entry: Entry, at: number): Session {
    const { pane } = entry;
    const look = this.#look(entry, at);
    const ownProcess = this.#processes === null ? null : processEvidence(entry, at);
    const status = this.#status(entry);
    const judgement = judge(evidenceOf(entry, look, ownProcess, status, at));
    settle(entry, judgement, at);
    const words = judgement.evidence.map((one) => look.details.get(one)).find((one) => one);
    const hasAgent = entry.state !== 'shell' && entry.state !== 'dead';
    return {
      key: entry.key,
      name: cleanText(pane.sessionName),
      host: this.#host,
      sessionId: pane.sessionId,
      windowId: pane.windowId,
      paneId: pane.paneId,
      panePid: pane.pid,
      command: cleanText(pane.command),
      title: cleanText(pane.title),
      cwd: cleanText(pane.cwd),
      branch: null,
      lastLine: entry.screen.at(-1)?.text.trim() ?? '',
      lastOutputAt: pane.activityAt,
      row: null,
      task: null,
      state: entry.state,
      since: entry.since,
      agent: this.#processes === null ? look.agent : entry.agent,
      agentVersion: status?.version ?? look.agentVersion,
      detail: words?.detail ?? (entry.state === 'waiting' ? (status?.detail ?? null) : null),
      until: words?.until ?? null,
      badges: badgesOf(pane, hasAgent ? look.badges : [], status),
      evidence: judgement.evidence,
      disagreeing: judgement.disagreeing,
    };
  }
}

const newEntry = (key: string, pane: Pane, at: number): Entry => ({
  key,
  pane,
  screen: [],
  look: null,
  treeAt: -Infinity,
  treePid: null,
  treeCommand: '',
  tree: [],
  agent: null,
  agentProcess: null,
  agentGoneAt: null,
  state: 'unknown',
  since: at,
  coming: null,
});

/** The agents' panes of each session; of a session without one, the pane in front. */
function shown(entries: readonly Entry[]): Entry[] {
  const bySession = Map.groupBy(entries, ({ pane }) => pane.sessionId);
  return [...bySession.values()].flatMap((panes) => {
    const agents = panes.filter(({ agent, agentGoneAt }) => agent !== null || agentGoneAt !== null);
    if (agents.length > 0) return agents;
    return panes.filter(({ pane }) => pane.active).slice(0, 1);
  });
}

function noteAgentsEnd(entry: Entry, reader: ProcessReader, at: number): void {
  if (entry.agentProcess === null) return;
  const now = reader.still(entry.agentProcess);
  if (now === null) {
    entry.agentGoneAt = at;
    entry.treeAt = -Infinity;
  }
  entry.agentProcess = now;
}

const treeIsDue = ({ pane, treeAt, treePid, treeCommand }: Entry, at: number): boolean =>
  !pane.dead &&
  (at - treeAt >= TREE_EVERY_MS || pane.pid !== treePid || pane.command !== treeCommand);

function noteTree(entry: Entry, tree: readonly ProcessInfo[], at: number): void {
  entry.treeAt = at;
  entry.treePid = entry.pane.pid;
  entry.treeCommand = entry.pane.command;
  entry.tree = tree;
  const found = tree.find(({ argv }) => agentOfCommand(argv) !== null);
  if (found !== undefined) {
    entry.agent = agentOfCommand(found.argv);
    entry.agentProcess = found;
    entry.agentGoneAt = null;
    return;
  }
  if (entry.agentProcess !== null) entry.agentGoneAt = at;
  entry.agentProcess = null;
  const goneAt = entry.agentGoneAt;
  const isReused = goneAt !== null && (entry.pane.activityAt ?? 0) > goneAt + AFTERMATH_MS;
  if (goneAt === null || isReused) {
    entry.agent = null;
    entry.agentGoneAt = null;
  }
}

function evidenceOf(
  { pane, agentProcess }: Entry,
  look: Look,
  ownProcess: Evidence | null,
  status: AgentStatus | null,
  at: number,
): Evidence[] {
  if (pane.dead) {
    const how = pane.deadStatus === null ? '' : ` with status ${pane.deadStatus}`;
    const text = `the pane's program ended${how}`;
    return [{ kind: 'pane', text, says: 'dead', at, confidence: 1 }];
  }
  // A screen outlives its agent: without one it says nothing.
  const isAlive = ownProcess === null || agentProcess !== null;
  const activity: Evidence | null =
    pane.activityAt === null
      ? null
      : { kind: 'activity', text: 'last output', says: null, at: pane.activityAt, confidence: 1 };
  const seen = isAlive ? look.evidence : [];
  return [ownProcess, status?.evidence ?? null, ...seen, activity].filter((one) => one !== null);
}

function processEvidence(entry: Entry, at: number): Evidence {
  const { pane, agent, agentProcess, agentGoneAt } = entry;
  if (agentProcess !== null) {
    const text = `${agentLabel(agent)} runs as process ${agentProcess.pid}`;
    return { kind: 'process', text, says: null, at, confidence: 1 };
  }
  if (agentGoneAt !== null) {
    const text = `${agentLabel(agent)} is no longer running in this pane`;
    return { kind: 'process', text, says: 'dead', at: agentGoneAt, confidence: 1 };
  }
  const text = isShell(pane.command)
    ? `only a shell (${cleanText(pane.command, 40)}) runs here`
    : `no agent runs here, only ${cleanText(pane.command, 40)}`;
  return { kind: 'process', text, says: 'shell', at, confidence: 1 };
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

function badgesOf(pane: Pane, onScreen: readonly Badge[], status: AgentStatus | null): Badge[] {
  const badges = new Set(onScreen);
  if (status?.hasBackground === true) badges.add('background');
  if (pane.inMode) badges.add('copy-mode');
  return [...badges];
}
