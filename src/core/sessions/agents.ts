import type { Agent } from '../../shared/model.ts';

type KnownAgent = NonNullable<Agent>;

interface AgentProgram {
  readonly agent: KnownAgent;
  /** Names of its program or script. */
  readonly names: readonly string[];
  /** Part of the path of its script where that has a common name (`cli.js`). */
  readonly packages: readonly string[];
}

const PROGRAMS: readonly AgentProgram[] = [
  { agent: 'claude', names: ['claude'], packages: ['/@anthropic-ai/claude-code/'] },
  { agent: 'codex', names: ['codex'], packages: ['/@openai/codex/'] },
  { agent: 'gemini', names: ['gemini'], packages: ['/@google/gemini-cli/'] },
  { agent: 'opencode', names: ['opencode'], packages: ['/opencode-ai/'] },
  { agent: 'aider', names: ['aider'], packages: ['/aider/__main__.py'] },
  {
    agent: 'other',
    names: ['amp', 'comet', 'copilot', 'crush', 'cursor-agent', 'droid', 'goose', 'qwen'],
    packages: [],
  },
];

const INTERPRETERS = /^(node|nodejs|bun|deno|python[\d.]*|pypy[\d.]*|sh|bash|dash|zsh|env|ruby)$/;
const SHELLS = /^-?(sh|bash|dash|zsh|fish|ksh|mksh|tcsh|csh|ash|nu|elvish|xonsh|pwsh|login)$/;

/** A program's name: last part of its path, without a login shell's dash or a script's ending. */
const baseName = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.(exe|js|mjs|cjs|py|sh)$/, '');

/**
 * Which agent a process is, by its command line; null when it is none. Only the program itself
 * counts (or the script that an interpreter runs): `vim claude.md` is no agent.
 */
export function agentOfCommand(argv: readonly string[]): Agent {
  const program = argv[0] ?? '';
  const own = agentOfPath(program);
  if (own !== null) return own;
  // `ollama serve` and `ollama pull` talk to nobody; `ollama` alone opens its agent.
  if (baseName(program) === 'ollama') return (argv[1] ?? 'run') === 'run' ? 'ollama' : null;
  if (!INTERPRETERS.test(baseName(program))) return null;
  const script = argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (script === undefined || givesText(argv)) return null;
  return script === 'aider' && argv.includes('-m') ? 'aider' : agentOfPath(script);
}

/** What follows `-c` or `-e` is a text, not a script. */
const givesText = (argv: readonly string[]): boolean =>
  argv.slice(1).some((argument) => /^-\w*[ce]$/.test(argument));

/** True for `node -e TEXT` and its like, typed in one line: that text is somebody's own. */
export function isOwnText(typed: string, program: string): boolean {
  const argv = typed.trim().split(/\s+/);
  return (
    baseName(argv[0] ?? '') === program && INTERPRETERS.test(program) && givesText(argv.slice(0, 2))
  );
}

function agentOfPath(path: string): Agent {
  const name = baseName(path);
  const found = PROGRAMS.find(
    ({ names, packages }) => names.includes(name) || packages.some((part) => path.includes(part)),
  );
  return found?.agent ?? null;
}

/** True for a command-line interpreter: a pane that runs one waits for commands, not for tasks. */
export const isShell = (command: string): boolean => SHELLS.test(baseName(command));

const LABELS: Record<KnownAgent, string> = {
  claude: 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
  opencode: 'OpenCode',
  aider: 'Aider',
  ollama: 'Ollama',
  other: 'An agent',
};

/** The agent's name as its makers write it. */
export const agentLabel = (agent: Agent): string => (agent === null ? 'No agent' : LABELS[agent]);
