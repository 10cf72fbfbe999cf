/** One pane as `list-panes` reports it. Times are ms since the epoch, texts as tmux gives them. */
export interface Pane {
  readonly sessionId: string;
  readonly windowId: string;
  readonly paneId: string;
  /** In front: the active pane of its session's active window. */
  readonly active: boolean;
  /** Last output in the pane's window, whole seconds. */
  readonly activityAt: number | null;
  /** The process that tmux started in the pane. */
  readonly pid: number | null;
  readonly dead: boolean;
  readonly deadStatus: number | null;
  /** Copy mode or another of tmux's own modes covers the screen. */
  readonly inMode: boolean;
  readonly width: number;
  readonly height: number;
  readonly sessionName: string;
  readonly command: string;
  readonly title: string;
  readonly cwd: string;
}

export interface PaneList {
  /** Pid and start time (seconds) of the server: ids are unique within these two only. */
  readonly serverPid: number;
  readonly serverStart: number;
  readonly panes: readonly Pane[];
  /** Every session's name once. */
  readonly names: readonly string[];
  /** This tmux can leave out the texts of quiet panes. */
  readonly compares: boolean;
}

/** Numbers and ids: nothing a program in a pane can choose. */
const FIXED = [
  'pid',
  'start_time',
  'session_id',
  'window_id',
  'pane_id',
  'window_active',
  'pane_active',
  'window_activity',
  'pane_pid',
  'pane_dead',
  'pane_dead_status',
  'pane_in_mode',
  'pane_width',
  'pane_height',
  // Whether this tmux compares numbers: 1 where it does.
  'e|>=|:2,1',
] as const;
/** Texts that programs in the pane choose: any character, line ends and separators too. */
const FREE = ['session_name', 'pane_title'] as const;
/** More such texts, which tmux has to ask the system for. */
const LOOKED_UP = ['pane_current_command', 'pane_current_path'] as const;

const SEPARATOR = '\u001F';

/** A program can call itself anything: what no screen and no sidebar needs is cut. */
const MAX_TEXT = 1024;

/**
 * The format for `list-panes -a -F`. `nonce` opens each record and stands between free texts, so
 * that no title and no directory name can pass for a record of its own. With `sinceS` (the server's
 * clock, seconds) panes that printed nothing since then come without program and folder: to look
 * these up is most of what a list costs the server. Only for a tmux that compares.
 */
export function listFormat(nonce: string, sinceS: number | null): string {
  const fixed = FIXED.map((name) => `#{${name}}`).join(SEPARATOR);
  const texts = (names: readonly string[]): string =>
    names.map((name) => `${between(nonce)}#{${name}}`).join('');
  const all = texts(LOOKED_UP);
  const some = sinceS === null ? all : `#{?#{e|>=|:#{window_activity},${sinceS}},${all},}`;
  return `${nonce}${SEPARATOR}${fixed}${texts(FREE)}${some}`;
}

const between = (nonce: string): string => `${SEPARATOR}${nonce}${SEPARATOR}`;

/** A count as tmux prints it; null for anything else. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * Reads what `list-panes -a -F listFormat(nonce)` printed; null when it is not such a list.
 * `before`: the list whose texts still hold for panes that come without; null also when it knows
 * nothing of one of them.
 */
export function parsePaneList(
  stdout: string,
  nonce: string,
  before: PaneList | null,
): PaneList | null {
  // A server without sessions prints nothing.
  if (stdout === '') {
    return { serverPid: 0, serverStart: 0, panes: [], names: [], compares: false };
  }
  const opening = `${nonce}${SEPARATOR}`;
  // A shell on another machine may greet first.
  const first = stdout.indexOf(opening);
  if (first === -1) return null;
  const records = stdout.slice(first + opening.length).split(`\n${opening}`);
  const panes = new Map<string, Pane>();
  const names = new Set<string>();
  const known = new Map(
    before?.panes.map((pane) => [keyOf(before.serverPid, before.serverStart, pane.paneId), pane]),
  );
  let server: { pid: number; start: number } | null = null;
  let compares = false;
  for (const record of records) {
    const [fixedText = '', name, title = '', command, ...path] = record
      .replace(/\n$/, '')
      .split(between(nonce));
    const fixed = fixedText.split(SEPARATOR);
    if (fixed.length !== FIXED.length || name === undefined) continue;
    const field = (key: (typeof FIXED)[number]) => fixed[FIXED.indexOf(key)] ?? '';
    const number = (key: (typeof FIXED)[number]) => wholeNumber(field(key));
    const pid = number('pid');
    const start = number('start_time');
    if (pid === null || start === null) continue;
    server ??= { pid, start };
    compares = field('e|>=|:2,1') === '1';
    names.add(name);
    const texts =
      command === undefined
        ? textsOf(known.get(keyOf(pid, start, field('pane_id'))), number('pane_pid'))
        : {
            command: command.slice(0, MAX_TEXT),
            cwd: path.join('').slice(0, MAX_TEXT),
          };
    if (texts === null) return null;
    const pane: Pane = {
      sessionId: field('session_id'),
      windowId: field('window_id'),
      paneId: field('pane_id'),
      active: field('window_active') === '1' && field('pane_active') === '1',
      activityAt: seconds(number('window_activity')),
      pid: number('pane_pid'),
      dead: field('pane_dead') === '1',
      deadStatus: number('pane_dead_status'),
      inMode: (number('pane_in_mode') ?? 0) > 0,
      width: number('pane_width') ?? 0,
      height: number('pane_height') ?? 0,
      sessionName: name,
      title: title.slice(0, MAX_TEXT),
      ...texts,
    };
    // A window can be linked into several sessions: the first one listed has it.
    if (!panes.has(pane.paneId)) panes.set(pane.paneId, pane);
  }
  if (server === null) return null;
  return {
    serverPid: server.pid,
    serverStart: server.start,
    panes: [...panes.values()],
    names: [...names],
    compares,
  };
}

type Texts = Pick<Pane, 'command' | 'cwd'>;

function textsOf(pane: Pane | undefined, pid: number | null): Texts | null {
  if (pane === undefined || pane.pid !== pid) return null;
  const { command, cwd } = pane;
  return { command, cwd };
}

/** Ids are unique on one run of one server. */
const keyOf = (serverPid: number, serverStart: number, paneId: string): string =>
  `${serverPid}:${serverStart}:${paneId}`;

const seconds = (value: number | null): number | null => (value === null ? null : value * 1000);
