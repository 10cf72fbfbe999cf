import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ChainRequest, ChainState } from './chain-process.ts';
import type { Doing } from './chain.ts';

/** A `Chain` in a process of its own. */
export class OtherChain {
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown>;

  constructor(file: string) {
    this.#process = fork(join(import.meta.dirname, 'chain-process.ts'), [file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#exit = once(this.#process, 'exit');
  }

  /** No file of it may be written beyond so many bytes, as with a quota. */
  limitFiles(bytes: number | 'unlimited'): void {
    const soft = bytes === 'unlimited' ? bytes : String(Math.round(bytes));
    execFileSync('prlimit', [`--pid=${this.#process.pid}`, `--fsize=${soft}:unlimited`]);
  }

  start(now: number): Promise<ChainState> {
    return this.#ask({ kind: 'start', now });
  }

  tick(now: number, doing: Doing = {}): Promise<ChainState> {
    return this.#ask({ kind: 'tick', now, doing });
  }

  async stop(): Promise<void> {
    this.#process.send({ kind: 'stop' } satisfies ChainRequest);
    await this.#exit;
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exit;
  }

  async #ask(request: ChainRequest): Promise<ChainState> {
    const answered = Promise.withResolvers<ChainState>();
    const onExit = (): void => answered.reject(new Error('The other Lookout ended.'));
    this.#process.once('message', answered.resolve);
    this.#process.once('exit', onExit);
    try {
      this.#process.send(request);
      return await answered.promise;
    } finally {
      this.#process.off('message', answered.resolve);
      this.#process.off('exit', onExit);
    }
  }
}
