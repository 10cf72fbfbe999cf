import type { ChildProcess } from 'node:child_process';
import { batchArguments, paneNumbers, words, type Batch } from './batch.ts';
import { MAX_OUTPUT_BYTES, MAX_STDERR_BYTES, runTmux } from './run.ts';
import type { RunOptions, RunOutcome, TmuxServer } from './run.ts';
import { endGroup, findTmux, startShell } from './shell.ts';

/** A word of a command for the shell: what a variable of its script holds is filled in. */
const quoted = (all: readonly string[]): string => all.map((word) => `"${word}"`).join(' ');

/**
 * Does one batch after the other, each told by one line: its nonce, its list, and the numbers of
 * its panes. A shell reads byte by byte, so all that is the same each time stands in the script;
 * what comes in lines are numbers. A line with the nonce and tmux's exit code closes each answer.
 */
const script = `socket=$1
${findTmux}
while read -r n list panes; do
case $list in
all) set -- ${quoted(words.list('$n', null))} ;;
none) set -- ;;
*) set -- ${quoted(words.list('$n', '$list'))} ;;
esac
for pane in $panes; do set -- "$@" ${quoted(words.screen('$n', '$pane'))}; done
"$tmux" -u \${socket:+-L "$socket"} ${quoted(words.head('$n'))} "$@" ${quoted(words.end('$n'))} </dev/null
code=$?
[ $code = 0 ] || echo "
$n" >&2
echo "
$n $code"
done`;

/** Longer than what is printed behind an answer. */
const TAIL_BYTES = 64;
const NEWLINE = 0x0a;

/** The program was not found, or may not be run: what a shell says of it. */
const NOT_RUN = new Set([126, 127]);

type Ended = Exclude<RunOutcome['ended'], 'not-started'>;

/**
 * Brings batches to a tmux server on this machine, one at a time, by a small shell that stays.
 */
export class Courier {
  readonly #server: TmuxServer;
  #shell: ChildProcess | null = null;
  #isClosed = false;

  constructor(server: TmuxServer) {
    this.#server = server;
  }

  /** Never throws and always ends. One at a time: whoever calls waits for the answer before. */
  async run(batch: Batch, options: RunOptions): Promise<RunOutcome> {
    const outcome = this.#isClosed ? null : await this.#ask(batch, options);
    // Where there is no such shell, or it was ended by somebody, or cannot find tmux.
    return outcome ?? runTmux(this.#server, batchArguments(batch), options);
  }

  /** The shell ends by itself, once its input does. */
  close(): void {
    this.#isClosed = true;
    this.#hangUp();
  }

  #hangUp(): void {
    this.#shell?.stdin?.end();
    this.#shell = null;
  }

  #start(): ChildProcess {
    const shell = startShell(script, this.#server, 'pipe');
    const forget = (): void => {
      if (this.#shell === shell) this.#shell = null;
    };
    shell.on('error', forget);
    shell.on('exit', () => {
      forget();
      // What it was running may hold the pipes open; nobody waits for that.
      shell.stdout?.destroy();
      shell.stderr?.destroy();
    });
    // Without a file left to open there are no pipes.
    shell.stdin?.on('error', forget);
    return shell;
  }

  /** null when the shell did not bring an answer. */
  #ask(batch: Batch, { timeoutMs, signal }: RunOptions): Promise<RunOutcome | null> {
    const shell = (this.#shell ??= this.#start());
    const { nonce: end, list, paneIds } = batch;
    return new Promise((resolve) => {
      const answer = new Printed(end);
      const settle = (outcome: RunOutcome | null): void => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', abort);
        shell.stdout?.removeAllListeners('data');
        shell.stderr?.removeAllListeners('data');
        shell.off('exit', lost);
        shell.off('error', lost);
        resolve(outcome);
      };
      const lost = (): void => settle(null);
      const giveUp = (ended: Ended): void => {
        if (this.#shell === shell) this.#shell = null;
        endGroup(shell);
        settle(answer.outcome(ended));
      };
      const abort = (): void => giveUp('aborted');
      const deadline = setTimeout(() => giveUp('timeout'), timeoutMs);
      const look = (): void => {
        if (answer.isTooLong) giveUp('too-long');
        else if (!answer.isWhole) return;
        else if (NOT_RUN.has(answer.code ?? 0)) {
          // It looked for tmux when it was started.
          this.#hangUp();
          settle(null);
        } else settle(answer.outcome('exit'));
      };
      signal?.addEventListener('abort', abort, { once: true });
      shell.on('exit', lost);
      shell.on('error', lost);
      shell.stdout?.on('data', (chunk: Buffer) => {
        answer.out(chunk);
        look();
      });
      shell.stderr?.on('data', (chunk: Buffer) => {
        answer.err(chunk);
        look();
      });
      shell.stdin?.write(`${[end, list, ...paneNumbers(paneIds)].join(' ')}\n`);
    });
  }
}

/** What has come so far of one answer, which is closed by `end`. */
class Printed {
  readonly #end: string;
  readonly #closing: RegExp;
  readonly #out: Buffer[] = [];
  #outBytes = 0;
  #tail = Buffer.alloc(0);
  #err = '';
  #errTail = '';
  code: number | null = null;

  constructor(end: string) {
    this.#end = end;
    this.#closing = new RegExp(`\\n${end} (\\d+)\\n$`);
  }

  out(chunk: Buffer): void {
    this.#out.push(chunk);
    this.#outBytes += chunk.length;
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    if (chunk.at(-1) !== NEWLINE) return;
    const [, code] = this.#closing.exec(this.#tail.toString('latin1')) ?? [];
    if (code !== undefined) this.code = Number(code);
  }

  err(chunk: Buffer): void {
    const text = chunk.toString('utf8');
    if (this.#err.length < MAX_STDERR_BYTES) this.#err += text;
    this.#errTail = (this.#errTail + text).slice(-TAIL_BYTES);
  }

  get isTooLong(): boolean {
    return this.#outBytes > MAX_OUTPUT_BYTES;
  }

  /** What was complained about comes by another pipe, and may come later. */
  get isWhole(): boolean {
    return this.code === 0 || (this.code !== null && this.#errTail.endsWith(`\n${this.#end}\n`));
  }

  outcome(ended: Ended): RunOutcome {
    const out = Buffer.concat(this.#out).toString('utf8');
    const closing = `\n${this.#end} ${this.code ?? ''}\n`;
    return {
      stdout: out.endsWith(closing) ? out.slice(0, -closing.length) : out,
      stderr: this.#err.replace(`\n${this.#end}\n`, ''),
      code: ended === 'exit' ? this.code : null,
      ended,
      startError: null,
    };
  }
}
