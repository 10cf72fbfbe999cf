import { spawn } from 'node:child_process';

/** Where a tmux server is: its `-L` name (null: the user's default one) on this machine or a host. */
export interface TmuxServer {
  readonly socket: string | null;
  /** The program and its first arguments; `ssh HOST …` for a remote server. */
  readonly program: readonly [string, ...string[]];
  /** Over ssh the arguments reach a shell on the other side and have to be quoted for it. */
  readonly quoted: boolean;
}

export const localServer = (socket: string | null): TmuxServer => ({
  socket,
  program: ['tmux'],
  quoted: false,
});

export interface RunOptions {
  /** The command is killed after this long. */
  readonly timeoutMs: number;
  /** Ends the command at once. */
  readonly signal?: AbortSignal;
}

/** What a tmux command left behind. `code` is null when it was killed. */
export interface RunOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly ended: 'exit' | 'timeout' | 'too-long' | 'aborted' | 'not-started';
  /** Of a program that could not be started: `ENOENT`, `EACCES`, … */
  readonly startError: string | null;
}

/** Beyond this a reply is not a list of panes or their screens, whatever it is. */
export const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
export const MAX_STDERR_BYTES = 64 * 1024;

/** For `-L`, whatever server Lookout itself was started in. */
function environment(): NodeJS.ProcessEnv {
  const { TMUX: _server, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}

const quoteForShell = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`;

/** The program and its arguments. `-u`: without it a locale other than UTF-8 turns letters and separators into `_`. */
function commandLine(server: TmuxServer, args: readonly string[]): [string, ...string[]] {
  const [file, ...prefix] = server.program;
  const socket = server.socket === null ? [] : ['-L', server.socket];
  const tmux = ['-u', ...socket, ...args];
  return [file, ...prefix, ...(server.quoted ? tmux.map(quoteForShell) : tmux)];
}

/** Runs one tmux command. Never throws and always ends: at the deadline the process is killed. */
export const runTmux = (
  server: TmuxServer,
  args: readonly string[],
  options: RunOptions,
): Promise<RunOutcome> => runProgram(commandLine(server, args), options);

const notStarted: RunOutcome = {
  stdout: '',
  stderr: '',
  code: null,
  ended: 'aborted',
  startError: null,
};

/** Runs a program without a shell, under the same promise. */
export function runProgram(
  [file, ...argv]: readonly [string, ...string[]],
  { timeoutMs, signal }: RunOptions,
): Promise<RunOutcome> {
  // A signal that was given before does not tell anybody any more.
  if (signal?.aborted === true) return Promise.resolve(notStarted);
  return new Promise((resolve) => {
    const child = spawn(file, argv, {
      env: environment(),
      // Nothing is ever written to its input: that it is open says that this process is there.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let outBytes = 0;
    let errBytes = 0;
    let ended: RunOutcome['ended'] = 'exit';

    const kill = (why: 'timeout' | 'too-long' | 'aborted') => {
      ended = why;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open; nobody waits for it.
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const deadline = setTimeout(() => kill('timeout'), timeoutMs);
    const abort = () => kill('aborted');
    signal?.addEventListener('abort', abort, { once: true });
    const finish = (code: number | null, startError: string | null) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
      resolve({
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        code,
        ended: startError === null ? ended : 'not-started',
        startError,
      });
    };

    child.stdout?.on('data', (chunk: Buffer) => {
      outBytes += chunk.length;
      if (outBytes > MAX_OUTPUT_BYTES) kill('too-long');
      else out.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errBytes += chunk.length;
      if (errBytes <= MAX_STDERR_BYTES) err.push(chunk);
    });
    child.on('error', (error: NodeJS.ErrnoException) => finish(null, error.code ?? 'unknown'));
    child.on('close', (code) => finish(code, null));
  });
}
