import { spawn } from 'node:child_process';
import type { Delivery } from '../core/alerts/delivery.ts';

/** A command that takes longer is ended, ms. */
const TIME_LIMIT_MS = 10_000;
/** After a polite end, so long until it is ended by force, ms. */
const GRACE_MS = 2000;
const MAX_COMPLAINT = 2000;
/** At once at most; what comes meanwhile is dropped and said so: a slow command must not pile up. */
const MOST_AT_ONCE = 4;

/** Programs of the user's that are running for alerts now. */
export class AlertCommands {
  #running = 0;

  /**
   * Runs the command without a shell, with the alert as JSON on its stdin (docs/alerts.md).
   * Resolves when it has ended; rejects with a sentence when it could not be started, was ended for
   * taking too long, or reported failure.
   */
  async run(
    command: readonly string[],
    delivery: Delivery,
    timeLimitMs = TIME_LIMIT_MS,
  ): Promise<void> {
    const [file, ...args] = command;
    if (file === undefined) return;
    if (this.#running >= MOST_AT_ONCE) {
      throw new Error(
        `The alert command is still busy with ${MOST_AT_ONCE} alerts; one was not handed to it.`,
      );
    }
    this.#running += 1;
    try {
      await runOnce(file, args, json(delivery), timeLimitMs);
    } finally {
      this.#running -= 1;
    }
  }
}

const json = (delivery: Delivery): string => `${JSON.stringify({ version: 1, ...delivery })}\n`;

function runOnce(
  file: string,
  args: readonly string[],
  input: string,
  limitMs: number,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(file, args, {
    shell: false,
    stdio: ['pipe', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let complaint = '';
  let isLate = false;
  let force: NodeJS.Timeout | null = null;
  const limit = setTimeout(() => {
    isLate = true;
    child.kill('SIGTERM');
    force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  }, limitMs);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, MAX_COMPLAINT);
  });
  // A program that does not read what it is given is no failure of its own.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  child.on('error', (error) =>
    reject(new Error(`The alert command could not be started: ${error.message}`)),
  );
  // The program itself: what it left behind may hold its stderr open for as long as it likes.
  child.on('exit', (code, signal) => {
    clearTimeout(limit);
    if (force !== null) clearTimeout(force);
    if (isLate)
      reject(new Error(`The alert command took longer than ${limitMs / 1000} s and was ended.`));
    else if (code === 0) resolve();
    else reject(new Error(failed(code ?? signal, complaint)));
  });
  return promise;
}

function failed(how: number | string | null, complaint: string): string {
  const first = complaint.trim().split('\n')[0] ?? '';
  return `The alert command ended with ${how}${first === '' ? '.' : `: ${first}`}`;
}
