import type { Agent, Badge, Evidence, SessionState } from '../../shared/model.ts';
import { agentOfCommand, isOwnText, isShell } from './agents.ts';
import { judge } from './judge.ts';
import { lookAt, type Look } from './look.ts';
import { belowShellPrompt, lastTyped } from './regions.ts';
import type { RuleBook } from './rules.ts';
import { cleanText, readScreen, type Screen } from './screen.ts';

/** A saved screen and what is known about its pane. */
export interface SavedScreen {
  /** As `capture-pane` prints it, with colours or without. */
  readonly text: string;
  readonly title?: string;
  /** The pane's command, as in `pane_current_command`. */
  readonly command?: string;
  /** The pane's program has ended (`pane_dead`): a screen does not always show it. */
  readonly dead?: boolean;
}

/** What a screen says, and why. */
export interface Explanation {
  readonly state: SessionState;
  readonly agent: Agent;
  readonly badges: readonly Badge[];
  readonly detail: string | null;
  /** ms since the epoch; null where no end is given. */
  readonly until: number | null;
  readonly evidence: readonly Evidence[];
  readonly disagreeing: readonly Evidence[];
}

/** Programs that may run an agent inside, or show one from elsewhere: nothing is said about them. */
const CARRIERS = /^(?:node|bun|deno|ssh|mosh|mosh-client|docker|podman|tmux|screen|sudo|su)$/;

/** Runs Aider, and anything else. */
const PYTHON = /^python[\d.]*$/;

/** Where a shell waits for a command: the last line ends in its prompt, or is a theme's. */
const SHELL_PROMPT = /(?:^|\S)[$#%❯➜λ»] ?$|^➜ /;
const FISH_PROMPT = /\S> ?$/;

/** Judges a saved screen by itself. `at`: when it was taken, ms since the epoch. */
export function explainScreen(saved: SavedScreen, rules: RuleBook, at: number): Explanation {
  const screen = readScreen(saved.text);
  const title = cleanText(saved.title ?? '');
  const command = cleanText(saved.command ?? '');
  const look = saved.dead === true ? endedPane(at) : lookAtPane(screen, title, command, rules, at);
  const { state, evidence, disagreeing } = judge(look.evidence);
  const words = evidence.map((one) => look.details.get(one)).find((one) => one !== undefined);
  return {
    state,
    agent: state === 'shell' ? null : look.agent,
    badges: state === 'shell' || state === 'dead' ? [] : look.badges,
    detail: words?.detail ?? null,
    until: words?.until ?? null,
    evidence,
    disagreeing,
  };
}

const endedPane = (at: number): Look => ({
  agent: null,
  agentVersion: null,
  evidence: [{ kind: 'pane', text: "the pane's program ended", says: 'dead', at, confidence: 1 }],
  badges: [],
  details: new Map(),
});

const isShellPrompt = (line: string, command: string): boolean =>
  isShell(command) &&
  (SHELL_PROMPT.test(line) || (command.endsWith('fish') && FISH_PROMPT.test(line)));

function whatIsInFront(command: string): string {
  if (command === '') return "the last line is a shell's prompt";
  return isShell(command) ? `only a shell (${command}) is in front` : `${command} is in front`;
}

/** What a pane shows where its processes cannot be seen: only its command and its screen. */
export function lookAtPane(
  screen: Screen,
  title: string,
  command: string,
  rules: RuleBook,
  at: number,
): Look {
  const byCommand = agentOfCommand(command === 'ollama' ? [command, 'run'] : [command]);
  const look = lookAt(screen, title, byCommand, rules, at);
  const endsInPrompt = screen.length > 0 && belowShellPrompt(screen).length === 0;
  if (byCommand !== null || (command === '' && !endsInPrompt)) return look;
  const isAtPrompt = endsInPrompt || isShellPrompt(screen.at(-1)?.text ?? '', command);
  const showsAgent = look.agent !== null && look.evidence.some(({ kind }) => kind === 'screen');
  const isOwn = isOwnText(lastTyped(screen) ?? '', command);
  if ((CARRIERS.test(command) && !isOwn) || (showsAgent && !isAtPrompt && isShell(command)))
    return look;
  if (PYTHON.test(command) && look.agent !== null && !isOwn) return look;
  // An editor that an agent opened covers the agent's screen, but not its title. A pager may show
  // the saved screen of one.
  const byTitle = lookAt([], title, null, rules, at).agent;
  if (byTitle !== null && !isShell(command)) return { ...look, agent: byTitle, evidence: [] };
  const says: Evidence = {
    kind: 'pane',
    text: whatIsInFront(command),
    says: 'shell',
    at,
    confidence: 0.9,
  };
  const dead = look.evidence.filter((one) => one.says === 'dead');
  return { ...look, agent: null, badges: [], evidence: dead.length > 0 ? dead : [says] };
}
