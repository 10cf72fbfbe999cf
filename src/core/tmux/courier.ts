import { spawn, type ChildProcess } from 'node:child_process';
import { newNonce } from './nonce.ts';
import { commandLine, MAX_OUTPUT_BYTES, MAX_STDERR_BYTES, runTmux } from './run.ts';
import type { RunOptions, RunOutcome, TmuxServer } from './run.ts';

/**
 * Runs the program it is given, again and again, each time with other lines as its input. All of it
 * is fixed here; lines are data to it, wherever they come from. A line that closes the input is
 * printed behind each answer, with the program's exit code.
 */
const SCRIPT = `while IFS= read -r end; do
input=
while IFS= read -r line && [ "$line" != "$end" ]; do input="$input$line
"; done
"$@" <<INPUT
$input
INPUT
code=$?
[ $code = 0 ] || printf '\\n%s\\n' "$end" >&2
printf '\\n%s %s\\n' "$end" $code
done`;

/** Longer than what is printed behind an answer. */
const TAIL_BYTES = 64;
const NEWLINE = 0x0a;

/** The program was not found, or may not be run: what a shell says of it. */
const NOT_RUN = new Set([126, 127]);

/** What tmux needs of ours. Its client sends all that it has to the server, each time. */
const KEPT = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'TMUX_TMPDIR'] as const;

/** Without a shell, a zone and a locale named here, it looks for them in half a dozen files. */
function environment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), SHELL: '/bin/sh', LC_ALL: 'C', TZ: 'UTC0' };
}

type Ended = Exclude<RunOutcome['ended'], 'not-started'>;

/**
 * Brings lines of commands to a tmux server on this machine (`source-file -`), one batch at a time.
 * To start a program, the system copies the page tables of the one that starts it. A small shell
 * that stays does that for a fraction of what it costs this process (decision 0010).
 */
export class Courier {
  readonly #server: TmuxServer;
  #shell: ChildProcess | null = null;
  #isClosed = false;

  constructor(server: TmuxServer) {
    this.#server = server;
  }

  /** Never throws and always ends. One at a time: whoever calls waits for the answer before. */
  async run(input: string, options: Omit<RunOptions, 'input'>): Promise<RunOutcome> {
    const outcome = this.#isClosed ? null : await this.#ask(input, options);
    // Where there is no such shell, or it was ended by somebody, or cannot find tmux.
    return outcome ?? runTmux(this.#server, ['source-file', '-'], { ...options, input });
  }

  /** The shell ends by itself, once its input does. */
  close(): void {
    this.#isClosed = true;
    this.#shell?.stdin?.end();
    this.#shell = null;
  }

  #start(): ChildProcess {
    const program = commandLine(this.#server, ['source-file', '-']);
    const shell = spawn('/bin/sh', ['-c', SCRIPT, 'lookout', ...program], {
      env: environment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: what hangs in it can be ended with it.
      detached: true,
    });
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
  #ask(
    input: string,
    { timeoutMs, signal }: Omit<RunOptions, 'input'>,
  ): Promise<RunOutcome | null> {
    const shell = (this.#shell ??= this.#start());
    const end = newNonce();
    return new Promise((resolve) => {
      const answer = new Answer(end);
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
        else if (answer.isWhole)
          settle(NOT_RUN.has(answer.code ?? 0) ? null : answer.outcome('exit'));
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
      shell.stdin?.write(`${end}\n${input}\n${end}\n`);
    });
  }
}

/** What has come so far of one answer that is closed by `end`. */
class Answer {
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

/** Ends the shell and whatever it runs. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
