import type { Phase } from '../../shared/maintenance.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { isFromChild, isValueOf, type TaskName, type Tasks } from './tasks.ts';

/** A running child process, however it was started. */
export interface Child {
  send(message: object): void;
  /** Ends it at once (SIGKILL); `exit` follows. */
  kill(): void;
}

export interface ChildEvents {
  message(message: unknown): void;
  exit(): void;
}

/**
 * Starts `child.ts` (or its bundle) in a process of its own: `forkChild` under Node; main has one
 * with Electron's utilityProcess.
 */
export type ChildRunner = (events: ChildEvents) => Child;

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPhase?: ((phase: Phase) => void) | undefined;
}

/** An idle process is kept this long: the next task often follows at once, and starting costs. */
const IDLE_MS = 10_000;

/** One child process and the task that it is busy with. */
class Worker {
  readonly #child: Child;
  #ready = false;
  #waiting: object | null = null;
  #task: ChildEvents | null = null;
  #idle: NodeJS.Timeout | null = null;
  /** False once it was told to end, or ended: it takes no other task. */
  usable = true;

  constructor(start: ChildRunner) {
    this.#child = start({
      message: (message) => this.#receive(message),
      exit: () => {
        this.usable = false;
        this.#task?.exit();
        this.#rest();
      },
    });
  }

  get busy(): boolean {
    return this.#task !== null;
  }

  begin(message: object, task: ChildEvents): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#task = task;
    if (this.#ready) this.#child.send(message);
    else this.#waiting = message;
  }

  /** The task is over. */
  end(): void {
    this.#task = null;
    this.#idle = setTimeout(() => this.kill(), IDLE_MS);
    this.#idle.unref();
  }

  kill(): void {
    this.usable = false;
    this.#rest();
    this.#child.kill();
  }

  #rest(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }

  #receive(message: unknown): void {
    if (isFromChild(message) && message.kind === 'ready') {
      this.#ready = true;
      if (this.#waiting !== null) this.#child.send(this.#waiting);
      this.#waiting = null;
    } else {
      this.#task?.message(message);
    }
  }
}

/** Runs tasks in child processes, as many at a time as are asked for, each in one of its own. */
export class Children {
  readonly #start: ChildRunner;
  #workers: readonly Worker[] = [];

  constructor(start: ChildRunner) {
    this.#start = start;
  }

  /**
   * Rejects with a MaintenanceError; of kind `cancelled` once the signal was given and the process
   * is really gone.
   */
  run<N extends TaskName>(
    task: N,
    argument: Tasks[N]['argument'],
    { signal, onPhase }: TaskOptions = {},
  ): Promise<Tasks[N]['value']> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new MaintenanceError('cancelled', 'It was cancelled before it began.'));
        return;
      }
      const worker = this.#free();
      const kill = () => worker.kill();
      const end = () => {
        signal?.removeEventListener('abort', kill);
        worker.end();
      };
      signal?.addEventListener('abort', kill, { once: true });
      worker.begin(
        { task, argument, parent: process.pid },
        {
          message: (message) => {
            if (!isFromChild(message)) return;
            if (message.kind === 'phase') onPhase?.(message.phase);
            else if (message.kind === 'failed') {
              end();
              // It must not end by itself: see `applyChange`.
              if (message.refusal === 'replaced') worker.kill();
              reject(new MaintenanceError(message.refusal, message.message));
            } else if (message.kind === 'done' && isValueOf(task, message.value)) {
              end();
              resolve(message.value);
            }
          },
          // Answered when it is gone: whatever it held, it holds no longer.
          exit: () => {
            end();
            reject(
              signal?.aborted
                ? new MaintenanceError('cancelled', 'It was cancelled.')
                : new MaintenanceError('crashed', 'The process that did it ended unexpectedly.'),
            );
          },
        },
      );
    });
  }

  /** Ends every process; tasks that were running fail. */
  close(): void {
    for (const worker of this.#workers) worker.kill();
    this.#workers = [];
  }

  #free(): Worker {
    this.#workers = this.#workers.filter(({ usable }) => usable);
    const idle = this.#workers.find(({ busy }) => !busy);
    if (idle !== undefined) return idle;
    const worker = new Worker(this.#start);
    this.#workers = [...this.#workers, worker];
    return worker;
  }
}
