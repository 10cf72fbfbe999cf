import type { ChildProcess } from 'node:child_process';
import { paneNumbers, words } from './batch.ts';
import { newNonce } from './nonce.ts';
import { MAX_OUTPUT_BYTES, type RunOutcome, type TmuxServer } from './run.ts';
import { endGroup, findTmux, startShell } from './shell.ts';

/** Words of commands as tmux reads them from a file; none holds a quote or a backslash. */
const inFile = (all: readonly string[]): string =>
  all.map((word) => (word === ';' ? word : `'${word}'`)).join(' ');

/**
 * Has one client after the other do several looks, each told by three lines: a word that closes it,
 * the time since which all lists but the first leave out what is quiet, and how to pause; a nonce a
 * look; the numbers of the panes. All is one line of commands, so that the first that fails
 * ends it: `has-session` does where no session is left. It comes to tmux as a file, for arguments
 * can be read by others while a program runs.
 */
const script = `socket=$1
${findTmux}
while read -r over since pause times && read -r nonces && read -r panes; do
pauses=
while [ "$times" -gt 0 ]; do
pauses="$pauses; ${inFile(['run-shell', '-d', '$pause', ';', 'has-session'])} "
times=$((times - 1))
done
all=
list=all
for n in $nonces; do
all="\${all:+$all$pauses; }${inFile(words.head('$n'))} "
case $list in
all) all="$all${inFile(words.list('$n', null))} " ;;
*) all="$all${inFile(words.list('$n', '$list'))} " ;;
esac
for pane in $panes; do all="$all${inFile(words.screen('$n', '$pane'))} "; done
all="$all${inFile(words.end('$n'))} "
list=$since
done
"$tmux" -u \${socket:+-L "$socket"} source-file - <<END
$all
END
echo "
$over $?"
done`;

/** A client stays for so many looks, but no longer than so, and never for less than two. */
const LOOKS = 5;
const STAYS_MS = 10_000;
/** It asks this often whether there is a session left: a server without one waits so long for it. */
const PAUSE_MS = 500;
/** What comes at even intervals comes within this share of one. */
const TOLERANCE = 0.2;
/** A server where it did not work is not asked for it again so soon. */
const REST_MS = 60_000;

/** What is asked for, as far as it is the same for each look. */
export interface Asked {
  readonly list: 'all' | number;
  /** What a list may leave out that does not have to have everything, as in a batch. */
  readonly since: number;
  readonly paneIds: readonly string[];
  /** ms, a clock that goes on. */
  readonly at: number;
  /** The time from look to look. */
  readonly everyMs: number;
  /** So long it is waited for. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Seen {
  readonly nonce: string;
  readonly outcome: RunOutcome;
  /** Its list has everything. */
  readonly isFull: boolean;
  /** When it was printed (ms, a clock that goes on), and what its first look took. */
  readonly arrivedAt: number;
  readonly tookMs: number;
}

/**
 * Has a tmux client on this machine stay for a few looks where they come at even intervals: to
 * start one costs more than all else that is done for a look (decision 0010). Whatever it does not
 * answer is asked for the ordinary way.
 */
export class Vigil {
  readonly #server: TmuxServer;
  #shell: ChildProcess | null = null;
  #stay: Stay | null = null;
  #askedAt = -Infinity;
  #restsUntil = -Infinity;

  constructor(server: TmuxServer) {
    this.#server = server;
  }

  /** The look that is due now; null where no client does it. Never throws, and ends in time. */
  async look(asked: Asked): Promise<Seen | null> {
    const { at, everyMs } = asked;
    const isEven = Math.abs(at - this.#askedAt - everyMs) <= everyMs * TOLERANCE;
    this.#askedAt = at;
    if (this.#stay?.cameToNothing === true) this.#restsUntil = at + REST_MS;
    if (this.#stay?.isOver !== false) this.#stay = isEven ? this.#begin(asked) : null;
    return (await this.#stay?.due(asked)) ?? null;
  }

  /** A client that is there ends by itself: what it holds in the server is freed only then. */
  close(): void {
    const shell = this.#shell;
    this.#shell = null;
    this.#restsUntil = Infinity;
    if (shell === null) return;
    shell.stdin?.end();
    shell.stdout?.destroy();
    shell.unref();
    if (this.#stay?.isStalled === true) endGroup(shell);
    this.#stay?.end();
  }

  #begin({ since, paneIds, at, everyMs }: Asked): Stay | null {
    const looks = Math.min(LOOKS, Math.floor(STAYS_MS / everyMs));
    if (looks < 2 || at < this.#restsUntil) return null;
    const shell = (this.#shell ??= this.#start());
    const stay = new Stay(looks, everyMs, at);
    const times = Math.ceil(everyMs / PAUSE_MS);
    const pause = (everyMs / times / 1000).toFixed(3);
    const lines = [[stay.closing, since, pause, times], stay.nonces, paneNumbers(paneIds)].map(
      (line) => line.join(' '),
    );
    shell.stdin?.write(`${lines.join('\n')}\n`);
    return stay;
  }

  #start(): ChildProcess {
    const shell = startShell(script, this.#server, 'ignore');
    const lose = (): void => {
      if (this.#shell !== shell) return;
      this.#shell = null;
      this.#stay?.end();
    };
    shell.on('error', lose);
    shell.on('exit', lose);
    shell.stdin?.on('error', lose);
    shell.stdout?.setEncoding('utf8');
    shell.stdout?.on('data', (text: string) => {
      if (this.#stay?.print(text) === false) {
        // Nothing that tmux says of panes is that long.
        shell.stdout?.destroy();
        lose();
      }
    });
    return shell;
  }
}

/** What one client prints, look after look. */
class Stay {
  readonly nonces: readonly string[];
  readonly closing = newNonce();
  readonly #everyMs: number;
  readonly #from: number;
  readonly #startedAt = performance.now();
  readonly #seen: Seen[] = [];
  /** What was due did not come; the server may hang. */
  isStalled = false;
  #text = '';
  #lastAsked = -1;
  #tookMs = 0;
  #isOver = false;
  #wake: (() => void) | null = null;

  /** `from`: when its first look is due, ms. */
  constructor(looks: number, everyMs: number, from: number) {
    this.#everyMs = everyMs;
    this.#from = from;
    this.nonces = Array.from({ length: looks }, newNonce);
  }

  get isOver(): boolean {
    return this.#isOver || this.#lastAsked === this.nonces.length - 1;
  }

  /** It has ended, or was ended, before it did a look. */
  get cameToNothing(): boolean {
    return this.#isOver && this.#seen.length === 0;
  }

  /** The look that falls on this moment; null where none does, or it is not what is asked for. */
  async due({ list, at, timeoutMs, signal }: Asked): Promise<Seen | null> {
    const everyMs = this.#everyMs;
    const place = Math.round((at - this.#from) / everyMs);
    const isInTime = Math.abs(at - this.#from - place * everyMs) <= everyMs * TOLERANCE;
    if (!isInTime || place <= this.#lastAsked || place >= this.nonces.length) return null;
    if (list === 'all' && place > 0) return null;
    this.#lastAsked = place;
    if (this.#seen[place] === undefined && !this.#isOver && !this.isStalled) {
      await this.#news(place, timeoutMs, signal);
    }
    return this.#seen[place] ?? null;
  }

  /** Takes in what was printed; false where it is too long to be that. */
  print(text: string): boolean {
    this.#text += text;
    for (let nonce = this.#next(); nonce !== undefined; nonce = this.#next()) {
      const end = this.#text.indexOf(`${nonce}:end:\n`);
      if (end < 0) break;
      this.#add(nonce, this.#text.slice(0, end + nonce.length + 6), 0);
      this.#text = this.#text.slice(end + nonce.length + 6);
    }
    const closed = this.#text.indexOf(`\n${this.closing} `);
    if (closed >= 0) {
      const nonce = this.#next();
      // A pane closed: what was printed before is good.
      if (nonce !== undefined && this.#text.includes(`${nonce}:head:`)) {
        this.#add(nonce, this.#text.slice(0, closed), 1);
      }
      this.end();
    }
    return this.#text.length <= MAX_OUTPUT_BYTES;
  }

  /** Nothing more will come. */
  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  #next(): string | undefined {
    return this.nonces[this.#seen.length];
  }

  #add(nonce: string, stdout: string, code: number): void {
    const arrivedAt = performance.now();
    const isFull = this.#seen.length === 0;
    if (isFull) this.#tookMs = arrivedAt - this.#startedAt;
    const outcome: RunOutcome = { stdout, stderr: '', code, ended: 'exit', startError: null };
    this.isStalled = false;
    this.#seen.push({ nonce, outcome, isFull, arrivedAt, tookMs: this.#tookMs });
    this.#wake?.();
  }

  /** Until the look is there, or will not come, or nobody waits any more. */
  #news(place: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(deadline);
        signal.removeEventListener('abort', settle);
        this.#wake = null;
        resolve();
      };
      const deadline = setTimeout(() => {
        this.isStalled = true;
        settle();
      }, timeoutMs);
      signal.addEventListener('abort', settle, { once: true });
      this.#wake = () => {
        if (this.#isOver || this.#seen[place] !== undefined) settle();
      };
    });
  }
}
