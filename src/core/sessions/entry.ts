import type { Agent, Session, SessionState } from '../../shared/model.ts';
import type { Pane } from '../tmux/panes.ts';
import type { OwnWord, RunningAgent } from './agent-files.ts';
import { agentOfCommand } from './agents.ts';
import type { Look } from './look.ts';
import type { ProcessInfo, ProcessReader } from './processes.ts';
import type { RuleBook } from './rules.ts';
import { cleanText, readNext, type ReadScreen, type Screen } from './screen.ts';
import { cpuAfter, type Cpu } from './stuck.ts';

/** A pane's process tree is looked at again this often, and at once when its command changes. */
const TREE_EVERY_MS = 10_000;
/** The same of a pane that printed nothing since: whoever starts an agent there is seen to type. */
const QUIET_TREE_EVERY_MS = 30_000;
/** Output this much later than an agent's end is somebody using the shell it left behind. */
const AFTERMATH_MS = 3000;

/** What is remembered of one pane between scans. Times are ms since the epoch. */
export interface Entry {
  readonly key: string;
  pane: Pane;
  /** Its texts as they can be shown. */
  texts: PaneTexts;
  /** The screen as tmux printed it, and as it reads. */
  capture: string;
  read: ReadScreen | null;
  screen: Screen;
  /** When the screen and the title were first seen as they are now. */
  screenAt: number;
  titleAt: number;
  /** What title and screen say, kept while neither they nor the agent nor the rules change. */
  look: { readonly of: readonly unknown[]; readonly is: Look } | null;
  /** The session as it was put together last, and of what. */
  kept: Kept | null;
  treeAt: number;
  treePid: number | null;
  treeCommand: string;
  tree: readonly ProcessInfo[];
  /** null where processes cannot be seen. */
  cpu: Cpu | null;
  /** Which program was in front when that was asked last; undefined: it was not. */
  foreground: string | null | undefined;
  agent: Agent;
  agentProcess: ProcessInfo | null;
  agentGoneAt: number | null;
  /** The file in which a Codex keeps its session, and when that was looked for. */
  rollout: string | null;
  rolloutSoughtAt: number;
  state: SessionState;
  since: number;
  /** A state that has not held long enough to be shown. */
  coming: { readonly state: SessionState; readonly since: number } | null;
}

/** A session, and all that it rests on beside the time. */
export interface Kept extends Basis {
  readonly at: number;
  readonly is: Session;
}

export interface Basis extends Pick<
  Entry,
  'pane' | 'screen' | 'agent' | 'agentProcess' | 'agentGoneAt'
> {
  readonly ownWord: OwnWord | null;
  readonly branch: string | null;
  readonly rules: RuleBook;
  readonly stuckAfterMs: number;
}

/** Text that programs choose, cleaned. */
interface PaneTexts {
  readonly name: string;
  readonly command: string;
  readonly title: string;
  readonly cwd: string;
}

const textsOf = ({ sessionName, command, title, cwd }: Pane): PaneTexts => ({
  name: cleanText(sessionName),
  command: cleanText(command),
  title: cleanText(title),
  cwd: cleanText(cwd),
});

export const newEntry = (key: string, pane: Pane, at: number): Entry => ({
  key,
  pane,
  texts: textsOf(pane),
  capture: '',
  read: null,
  screen: [],
  screenAt: at,
  titleAt: at,
  look: null,
  kept: null,
  treeAt: -Infinity,
  treePid: null,
  treeCommand: '',
  tree: [],
  cpu: null,
  foreground: undefined,
  agent: null,
  agentProcess: null,
  agentGoneAt: null,
  rollout: null,
  rolloutSoughtAt: -Infinity,
  state: 'unknown',
  since: at,
  coming: null,
});

/** The agent that runs in the pane; null where none does. */
export function runningAgent({
  agent,
  agentProcess,
  tree,
  rollout,
  pane,
}: Entry): RunningAgent | null {
  return agentProcess === null
    ? null
    : { agent, process: agentProcess, tree, cwd: pane.cwd, rollout };
}

/** Nothing that the session rests on is another than it was. */
export const isAsKept = (entry: Entry, kept: Kept, now: Omit<Basis, keyof Entry>): boolean =>
  kept.pane === entry.pane &&
  kept.screen === entry.screen &&
  kept.agent === entry.agent &&
  kept.agentProcess === entry.agentProcess &&
  kept.agentGoneAt === entry.agentGoneAt &&
  kept.ownWord === now.ownWord &&
  kept.branch === now.branch &&
  kept.rules === now.rules &&
  kept.stuckAfterMs === now.stuckAfterMs;

export function notePane(entry: Entry, pane: Pane, at: number): void {
  const before = entry.pane;
  if (pane.title !== before.title) entry.titleAt = at;
  entry.pane = pane;
  const isSame =
    pane.title === before.title &&
    pane.cwd === before.cwd &&
    pane.command === before.command &&
    pane.sessionName === before.sessionName;
  if (!isSame) entry.texts = textsOf(pane);
}

export function noteScreen(entry: Entry, capture: string, at: number): void {
  if (capture === entry.capture) return;
  entry.screenAt = at;
  entry.capture = capture;
  entry.read = readNext(capture, entry.read);
  entry.screen = entry.read.screen;
}

/** Looks whether the agent that was seen last still runs. */
export function noteAgentsEnd(entry: Entry, reader: ProcessReader, at: number): void {
  if (entry.agentProcess === null) return;
  const now = reader.still(entry.agentProcess);
  if (now === null) {
    entry.agentGoneAt = at;
    entry.treeAt = -Infinity;
  }
  entry.agentProcess = now;
}

export function treeIsDue(entry: Entry, at: number): boolean {
  const { pane, treeAt, treePid, treeCommand } = entry;
  if (pane.dead) return false;
  const isQuiet = pane.activityAt !== null && pane.activityAt < treeAt - TREE_EVERY_MS;
  const everyMs = isQuiet ? QUIET_TREE_EVERY_MS : TREE_EVERY_MS;
  return at - treeAt >= everyMs || pane.pid !== treePid || pane.command !== treeCommand;
}

export function noteTree(entry: Entry, tree: readonly ProcessInfo[], at: number): void {
  entry.treeAt = at;
  entry.treePid = entry.pane.pid;
  entry.treeCommand = entry.pane.command;
  entry.tree = tree;
  entry.cpu = cpuAfter(entry.cpu, tree, at);
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

/** The agents' panes of each session; of a session without one, the pane in front. */
export function shownOf(entries: readonly Entry[]): Entry[] {
  const bySession = Map.groupBy(entries, ({ pane }) => pane.sessionId);
  return [...bySession.values()].flatMap((panes) => {
    const agents = panes.filter(({ agent, agentGoneAt }) => agent !== null || agentGoneAt !== null);
    if (agents.length > 0) return agents;
    return panes.filter(({ pane }) => pane.active).slice(0, 1);
  });
}
