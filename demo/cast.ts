/** Who plays: the sessions of the demo, in tmux and in the database. All names are invented. */

export type Program = 'claude' | 'codex' | 'gemini' | 'ollama' | 'shell';

/**
 * worker: takes prompts and works. asks: takes prompts, and stops to ask for permission for minutes.
 * alone: works by itself, unknown to the database. dead: ended with a task in hand. none: a shell.
 */
export type Part = 'worker' | 'asks' | 'alone' | 'dead' | 'none';

export interface Member {
  readonly name: string;
  readonly program: Program;
  readonly part: Part;
  /** Folder below the demo's projects, and the branch checked out there. */
  readonly project: string;
  readonly branch: string;
}

export const cast: readonly Member[] = [
  { name: 'dev_api', program: 'claude', part: 'worker', project: 'shop-api', branch: 'main' },
  {
    name: 'dev_web',
    program: 'claude',
    part: 'asks',
    project: 'shop-web',
    branch: 'feature/checkout',
  },
  { name: 'docs', program: 'claude', part: 'worker', project: 'handbook', branch: 'main' },
  {
    name: 'codex_review',
    program: 'codex',
    part: 'worker',
    project: 'shop-api',
    branch: 'review/rate-limits',
  },
  { name: 'gemini_ui', program: 'gemini', part: 'alone', project: 'shop-web', branch: 'main' },
  { name: 'ollama_notes', program: 'ollama', part: 'worker', project: 'notes', branch: 'main' },
  { name: 'ops', program: 'shell', part: 'none', project: 'shop-api', branch: 'main' },
  {
    name: 'dev_search',
    program: 'claude',
    part: 'dead',
    project: 'search',
    branch: 'feature/ranking',
  },
];

/** Rows in the database without a session in tmux. */
export const ghosts = [
  { name: 'dev_mobile', provider: 'claude', status: 'idle' },
  { name: 'pr_review_4', provider: 'codex', status: 'waiting_input' },
] as const;
