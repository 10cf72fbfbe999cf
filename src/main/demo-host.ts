import { utilityProcess, type UtilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Log } from '../core/log.ts';
import type { DemoPlace } from './watching.ts';

const placeSchema = z.object({ root: z.string(), tmuxSocket: z.string() });

const READY_MS = 20_000;
const STOP_MS = 3000;

interface Options {
  /** The built demo/index.ts. */
  readonly script: string;
  readonly log: Log;
  readonly onGone: () => void;
}

/** Runs the demo, a process of its own that works on its databases as the real workers do. */
export class DemoHost {
  readonly #options: Options;
  #running: { child: UtilityProcess; place: Promise<DemoPlace>; gone: Promise<void> } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves when the demo's files are there. Rejects when it ends or is silent for 20 s. */
  start(): Promise<DemoPlace> {
    this.#running ??= this.#fork();
    return this.#running.place;
  }

  /** Ends the demo, which clears its files up; waits for that at most 3 s. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.child.kill();
    const late = await Promise.race([running.gone.then(() => false), afterMs(STOP_MS)]);
    if (late)
      this.#options.log('warn', 'The demo did not end in time; what it left is cleared next time.');
  }

  #fork() {
    const { script, log } = this.#options;
    const child = utilityProcess.fork(script, [], {
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Lookout demo',
    });
    const gone = new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        log('info', `The demo ended (${code}).`);
        if (this.#running?.child === child) {
          this.#running = null;
          this.#options.onGone();
        }
        resolve();
      });
    });
    child.stderr?.on('data', (text: Buffer) => log('warn', `demo: ${text.toString().trimEnd()}`));
    return { child, gone, place: firstLine(child, gone) };
  }
}

function firstLine(child: UtilityProcess, gone: Promise<void>): Promise<DemoPlace> {
  const { stdout } = child;
  if (stdout === null) return Promise.reject(new Error('it has no output'));
  const lines = createInterface({ input: stdout });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, READY_MS, new Error(`no sign of it for ${READY_MS / 1000} s`));
    lines.once('line', (line) => {
      clearTimeout(timer);
      try {
        resolve(placeSchema.parse(JSON.parse(line)));
      } catch {
        reject(new Error('it did not say where its files are'));
      }
    });
    void gone.then(() => reject(new Error('it ended at once')));
  });
}

const afterMs = (ms: number): Promise<true> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, true).unref();
  });
