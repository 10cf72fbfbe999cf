import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

/** One process. `started` tells it from a later one with the same pid; compare it only. */
export interface ProcessInfo {
  readonly pid: number;
  readonly started: string;
  /** Processor time used so far, ms, by it and by children it has waited for. */
  readonly cpuMs: number;
  readonly argv: readonly string[];
}

/** The processes below `roots` (each root first, then level by level), by root. */
export type ProcessTrees = ReadonlyMap<number, readonly ProcessInfo[]>;

export interface ProcessReader {
  /** One pass over all roots; a root that is gone is left out. */
  trees(roots: readonly number[]): Promise<ProcessTrees>;
  /**
   * The process while it is there; null once it is gone. The cheapest look there is: a pid that was
   * given to another process meanwhile shows in the next tree.
   */
  still(process: ProcessInfo): ProcessInfo | null;
  /**
   * Which program is in front on the process's terminal; another text once another is. null where
   * that cannot be known.
   */
  foreground(pid: number): string | null;
  /** Its environment as far as this user may read it; empty otherwise. */
  environment(pid: number): Readonly<Record<string, string>>;
  /** Paths of the files it has open; empty where that cannot be known. */
  openFiles(pid: number): readonly string[];
  /** When it was started, ms since the epoch; null where that cannot be known. */
  startedAt(process: ProcessInfo): number | null;
}

/** A pane's tree is a shell, an agent and its tools; beyond this it is a build, and not ours. */
const MAX_TREE = 64;
const MAX_CMDLINE = 4096;
const MAX_OPEN_FILES = 256;
/** A program may rename itself; that much later it is known. */
const COMMAND_LINE_MS = 60_000;
const MAX_COMMAND_LINES = 4096;
/** USER_HZ: what the kernel counts in towards user space on every Linux. */
const MS_PER_TICK = 10;

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

interface Stat {
  readonly name: string;
  readonly started: string;
  readonly cpuMs: number;
  readonly zombie: boolean;
  /** The process group in front on its terminal. */
  readonly front: string;
}

function readStat(pid: number): Stat | null {
  const stat = readProc(pid, 'stat');
  if (stat === null) return null;
  // The name in brackets may hold brackets and spaces; fields 3 on follow the last one.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
  return {
    name: stat.slice(stat.indexOf('('), end),
    started: fields[19] ?? '',
    cpuMs: ticks * MS_PER_TICK,
    zombie: fields[0] === 'Z' || fields[0] === 'X',
    front: fields[5] ?? '',
  };
}

/** Asked with the signal that is none; another user's process may not be asked, but is there. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Reads /proc: only the files of processes below the panes. */
class LinuxProcesses implements ProcessReader {
  #bootedAt: number | null = null;
  /** By pid; `of` is another once the process became another program. */
  readonly #commandLines = new Map<
    number,
    { readonly of: string; readonly at: number; readonly argv: readonly string[] }
  >();

  trees(roots: readonly number[]): Promise<ProcessTrees> {
    const trees = roots.map((root) => [root, this.#tree(root)] as const);
    return Promise.resolve(new Map(trees.filter(([, tree]) => tree.length > 0)));
  }

  still(process: ProcessInfo): ProcessInfo | null {
    return isThere(process.pid) ? process : null;
  }

  foreground(pid: number): string | null {
    const stat = readStat(pid);
    // Its own name, too: a program may become another one where it is.
    return stat === null ? null : `${stat.front} ${stat.name}`;
  }

  environment(pid: number): Readonly<Record<string, string>> {
    const pairs = (readProc(pid, 'environ') ?? '').split('\0').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)] as const;
    });
    return Object.fromEntries(pairs.filter(([name]) => name !== ''));
  }

  openFiles(pid: number): readonly string[] {
    const folder = `/proc/${pid}/fd`;
    try {
      const open = readdirSync(folder).slice(0, MAX_OPEN_FILES);
      return open.flatMap((fd) => target(`${folder}/${fd}`) ?? []);
    } catch {
      return [];
    }
  }

  startedAt({ started }: ProcessInfo): number | null {
    this.#bootedAt ??= bootTime();
    return this.#bootedAt === null ? null : this.#bootedAt + Number(started) * MS_PER_TICK;
  }

  #tree(root: number): ProcessInfo[] {
    const found: ProcessInfo[] = [];
    const queue = [root];
    for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
      const info = this.#read(pid);
      if (info === null) continue;
      found.push(info);
      if (found.length >= MAX_TREE) break;
      const children = readProc(pid, `task/${pid}/children`);
      queue.push(...(children ?? '').split(' ').filter(Boolean).map(Number));
    }
    return found;
  }

  #read(pid: number): ProcessInfo | null {
    const stat = readStat(pid);
    if (stat === null || stat.zombie) return null;
    const { started, cpuMs } = stat;
    return { pid, started, cpuMs, argv: this.#argvOf(pid, stat) };
  }

  #argvOf(pid: number, { name, started }: Stat): readonly string[] {
    const of = `${started} ${name}`;
    const known = this.#commandLines.get(pid);
    const now = performance.now();
    if (known?.of === of && now - known.at < COMMAND_LINE_MS) return known.argv;
    if (this.#commandLines.size >= MAX_COMMAND_LINES) this.#commandLines.clear();
    const argv = readCommandLine(pid);
    this.#commandLines.set(pid, { of, at: now, argv });
    return argv;
  }
}

function target(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    // Closed in between.
    return null;
  }
}

/** When the system started, ms since the epoch. */
function bootTime(): number | null {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    return seconds === undefined ? null : Number(seconds) * 1000;
  } catch {
    return null;
  }
}

function readCommandLine(pid: number): string[] {
  const text = (readProc(pid, 'cmdline') ?? '').slice(0, MAX_CMDLINE);
  // A program that names itself (`process.title`) leaves one text with spaces.
  const parts = text.replace(/\0+$/, '').split('\0');
  return parts.length === 1 ? (parts[0] ?? '').split(' ') : parts;
}

const run = promisify(execFile);

/** Reads one `ps` of everything: macOS, and Linux kernels without lists of children. */
class PsProcesses implements ProcessReader {
  #latest = new Map<number, ProcessInfo>();

  async trees(roots: readonly number[]): Promise<ProcessTrees> {
    const { stdout } = await run(
      'ps',
      ['-axww', '-o', 'pid=', '-o', 'ppid=', '-o', 'lstart=', '-o', 'time=', '-o', 'command='],
      { timeout: 5000, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } },
    ).catch(() => ({ stdout: '' }));
    const children = new Map<number, number[]>();
    this.#latest = new Map();
    for (const line of stdout.split('\n')) {
      const row = parsePsLine(line);
      if (row === null) continue;
      this.#latest.set(row.info.pid, row.info);
      const siblings = children.get(row.parent);
      if (siblings === undefined) children.set(row.parent, [row.info.pid]);
      else siblings.push(row.info.pid);
    }
    return new Map(roots.map((root) => [root, this.#below(root, children)]));
  }

  still(process: ProcessInfo): ProcessInfo | null {
    const now = this.#latest.get(process.pid);
    return now?.started === process.started ? now : null;
  }

  foreground(): null {
    return null;
  }

  environment(): Readonly<Record<string, string>> {
    return {};
  }

  openFiles(): readonly string[] {
    return [];
  }

  startedAt({ started }: ProcessInfo): number | null {
    const at = Date.parse(started);
    return Number.isNaN(at) ? null : at;
  }

  #below(root: number, children: ReadonlyMap<number, readonly number[]>): ProcessInfo[] {
    const found: ProcessInfo[] = [];
    const queue = [root];
    for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
      const info = this.#latest.get(pid);
      if (info !== undefined) found.push(info);
      if (found.length >= MAX_TREE) break;
      queue.push(...(children.get(pid) ?? []));
    }
    return found;
  }
}

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\w{3} \w{3} +\d+ [\d:]+ \d+)\s+([\d:.-]+)\s+(.*)$/;

/** One line of `ps -o pid=,ppid=,lstart=,time=,command=`; null for anything else. */
function parsePsLine(line: string): { parent: number; info: ProcessInfo } | null {
  const match = PS_LINE.exec(line);
  if (match === null) return null;
  const [, pid = '', parent = '', started = '', time = '', command = ''] = match;
  // [days-][hours:]minutes:seconds[.hundredths]
  const [clock = '', days = '0'] = time.split('-').toReversed();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return {
    parent: Number(parent),
    info: {
      pid: Number(pid),
      started,
      cpuMs: Math.round((Number(days) * 86_400 + seconds) * 1000),
      argv: command.slice(0, MAX_CMDLINE).split(' '),
    },
  };
}

/** The reader for this machine. */
export function createProcessReader(): ProcessReader {
  const hasChildren = readProc(process.pid, `task/${process.pid}/children`) !== null;
  return hasChildren ? new LinuxProcesses() : new PsProcesses();
}
