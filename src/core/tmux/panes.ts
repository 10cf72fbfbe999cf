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
  /** This tmux can leave out what has to be looked up of quiet panes. */
  readonly compares: boolean;
  /** As they were printed, for the next list: a line that says the same is not read again. */
  readonly records: readonly PaneRecord[];
}

export interface PaneRecord {
  /** What every list holds of the pane, and what has to be looked up. */
  readonly always: string;
  readonly lookedUp: string;
  readonly pane: Pane;
}

/** Numbers and ids: nothing a program in a pane can choose. */
const FIXED = [
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
] as const;
/** Texts that programs in the pane choose: any character, line ends and separators too. */
const FREE = ['session_name', 'pane_title'] as const;
/** More such texts, which tmux has to ask the system for. */
const LOOKED_UP = ['pane_current_command', 'pane_current_path'] as const;

const SEPARATOR = '\u001F';
/** Stands for the nonce once it is read: no text that comes from tmux holds it. */
const MARK = '\0';
const OPENING = `${MARK}${SEPARATOR}`;
const BETWEEN = `${SEPARATOR}${MARK}${SEPARATOR}`;

/** A program can call itself anything: what no screen and no sidebar needs is cut. */
const MAX_TEXT = 1024;

/**
 * The format for `list-panes -a -F`. `nonce` opens each record and stands between free texts, so
 * that no title and no directory name can pass for a record of its own. With `since` (the server's
 * clock, seconds) panes that printed nothing since then come without program and folder: to look
 * these up is most of what a list costs the server. Only for a tmux that compares.
 */
export function listFormat(nonce: string, since: string | null): string {
  const fixed = FIXED.map((name) => `#{${name}}`).join(SEPARATOR);
  const between = BETWEEN.replace(MARK, nonce);
  const texts = (names: readonly string[]): string =>
    names.map((name) => `${between}#{${name}}`).join('');
  const all = texts(LOOKED_UP);
  const some = since === null ? all : `#{?#{e|>=|:#{window_activity},${since}},${all},}`;
  return `${nonce}${SEPARATOR}${fixed}${texts(FREE)}${some}`;
}

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
  { list, serverPid, serverStart, compares }: Printed,
  nonce: string,
  before: PaneList | null,
): PaneList | null {
  const text = list.replaceAll(nonce, MARK);
  // A server without sessions prints nothing.
  if (text !== '' && !text.startsWith(OPENING)) return null;
  const isSameServer = before?.serverPid === serverPid && before.serverStart === serverStart;
  const former = isSameServer ? before.records : [];
  const records: PaneRecord[] = [];
  const printed = text === '' ? [] : text.slice(OPENING.length, -1).split(`\n${OPENING}`);
  for (const [place, each] of printed.entries()) {
    const record = readRecord(each, former, place);
    if (record === 'unknown') return null;
    if (record !== null) records.push(record);
  }
  if (printed.length > 0 && records.length === 0) return null;
  const panes = new Map<string, Pane>();
  // A window can be linked into several sessions: the first one listed has it.
  for (const { pane } of records) if (!panes.has(pane.paneId)) panes.set(pane.paneId, pane);
  return {
    serverPid,
    serverStart,
    panes: [...panes.values()],
    names: [...new Set(records.map(({ pane }) => pane.sessionName))],
    compares,
    records,
  };
}

type Printed = Pick<PaneList, 'serverPid' | 'serverStart' | 'compares'> & {
  readonly list: string;
};

/** null for what is no record; unknown: it leaves out what nobody knows. */
function readRecord(
  printed: string,
  former: readonly PaneRecord[],
  place: number,
): PaneRecord | 'unknown' | null {
  const always = alwaysOf(printed);
  const lookedUp = printed.slice(always.length);
  const likely = former[place];
  if (likely?.always === always && (lookedUp === '' || lookedUp === likely.lookedUp)) return likely;
  const [fixedText = '', name, title = ''] = always.split(BETWEEN);
  const fixed = fixedText.split(SEPARATOR);
  if (fixed.length !== FIXED.length || name === undefined) return null;
  const pane = readPane(fixed, name, title);
  if (lookedUp !== '') {
    const [, command = '', ...path] = lookedUp.split(BETWEEN);
    const cwd = path.join('').slice(0, MAX_TEXT);
    return { always, lookedUp, pane: { ...pane, command: command.slice(0, MAX_TEXT), cwd } };
  }
  const known = former.find((one) => one.pane.paneId === pane.paneId);
  if (known === undefined || known.pane.pid !== pane.pid) return 'unknown';
  const { command, cwd } = known.pane;
  return { always, lookedUp: known.lookedUp, pane: { ...pane, command, cwd } };
}

/** Up to the third text: what has to be looked up begins there. */
function alwaysOf(printed: string): string {
  let at = -1;
  for (let texts = 0; texts <= FREE.length; texts += 1) {
    at = printed.indexOf(BETWEEN, at + 1);
    if (at < 0) return printed;
  }
  return printed.slice(0, at);
}

function readPane(fixed: readonly string[], name: string, title: string): Pane {
  const field = (key: (typeof FIXED)[number]) => fixed[FIXED.indexOf(key)] ?? '';
  const number = (key: (typeof FIXED)[number]) => wholeNumber(field(key));
  return {
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
    command: '',
    cwd: '',
  };
}

const seconds = (value: number | null): number | null => (value === null ? null : value * 1000);
