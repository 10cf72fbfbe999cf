import Database from 'better-sqlite3';
import { adviseFile } from './advise-file.ts';
import { isAlive } from './alive.ts';
import { applyChange, sqlOf, type ChangeHost } from './change.ts';
import { backUp, check, tryOnCopy } from './copy.ts';
import { inspectFile } from './inspect.ts';
import { takeLock } from './lock.ts';
import { asMaintenanceError } from './maintenance-error.ts';
import { measure, measureAfter } from './measure.ts';
import { planIndexes } from './plan.ts';
import {
  analyze,
  optimize,
  optimizeDryRun,
  restoreStatistics,
  saveStatistics,
} from './statistics.ts';
import { isToChild, type FromChild, type TaskName, type Tasks, type ToChild } from './tasks.ts';

/**
 * The maintenance child process: takes a task, answers, takes the next, until it is killed or its
 * parent is gone. Runs under plain Node (`fork`) and as an Electron utility process; both are only a
 * way to send and to receive here.
 */

type Handlers = {
  [N in TaskName]: (
    argument: Tasks[N]['argument'],
    host: ChangeHost,
  ) => Tasks[N]['value'] | Promise<Tasks[N]['value']>;
};

const handlers: Handlers = {
  inspect: ({ file, database, catalogue }) => inspectFile(file, database, catalogue),
  plan: (options) => planIndexes(options),
  measure: ({ file, queries }) => measure(file, queries),
  measureAfter: ({ file, before, ...rest }) => measureAfter(file, before, rest),
  change: ({ lock, ...change }, host) => locked(lock, () => applyChange(change, host)),
  settle: ({ file, lock, names }) => locked(lock, () => settle(file, names)),
  tryOnCopy: ({ change, queries, folder }, host) => tryOnCopy(change, queries, folder, host),
  advise: (options) => adviseFile(options),
  saveStatistics: ({ file }) => saveStatistics(file),
  statistics: ({ file, lock, action, saved }) =>
    locked(lock, () => statistics(file, action, saved)),
  optimizeDryRun: ({ file }) => optimizeDryRun(file),
  check: (argument) => timed(() => ({ findings: check(argument.file, argument.check) })),
  backUp: ({ file, to, folder }) => timed(() => backUp(file, to, folder)),
};

async function locked<T>(lock: string, work: () => T | Promise<T>): Promise<T> {
  const release = takeLock(lock);
  try {
    return await work();
  } finally {
    release();
  }
}

async function timed<T extends object>(
  work: () => T | Promise<T>,
): Promise<T & { tookMs: number }> {
  const started = performance.now();
  const value = await work();
  return { ...value, tookMs: performance.now() - started };
}

async function statistics(
  file: string,
  action: Tasks['statistics']['argument']['action'],
  saved: Tasks['statistics']['argument']['saved'],
): Promise<Tasks['statistics']['value']> {
  return timed(() => {
    if (action === 'analyze') return { statements: analyze(file) };
    if (action === 'optimize') return { statements: optimize(file) };
    if (saved !== null) restoreStatistics(file, saved);
    return { statements: ['the saved rows of sqlite_stat1 and sqlite_stat4'] };
  });
}

/**
 * A writer that was killed in delete mode leaves a journal that only a connection that may write
 * can play back; until then readers cannot read. So this one opens for writing, and reads.
 */
function settle(file: string, names: readonly string[]): Record<string, string | null> {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 });
  try {
    return Object.fromEntries(names.map((name) => [name, sqlOf(db, name)]));
  } finally {
    db.close();
  }
}

interface Port {
  send(message: FromChild): Promise<void>;
  receive(listener: (message: unknown) => void): void;
}

interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const hasParentPort = (host: object): host is { readonly parentPort: UtilityPort } =>
  'parentPort' in host && host.parentPort !== null && host.parentPort !== undefined;

/** Electron gives a utility process `process.parentPort`; a forked one has `process.send`. */
function openPort(): Port {
  if (hasParentPort(process)) {
    const utility = process.parentPort;
    return {
      send: async (message) => {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
        utility.postMessage(message);
        // What follows may keep this thread busy for long: the message leaves first.
        await new Promise((resolve) => setImmediate(resolve));
      },
      receive: (listener) => utility.on('message', ({ data }) => listener(data)),
    };
  }
  return {
    send: (message) =>
      new Promise((resolve) => {
        // Nobody listens any more: there is nobody to tell, either.
        if (process.send === undefined || !process.connected) resolve();
        else process.send(message, undefined, undefined, () => resolve());
      }),
    receive: (listener) => process.on('message', listener),
  };
}

async function run<N extends TaskName>(port: Port, request: ToChild<N>): Promise<void> {
  const host: ChangeHost = {
    report: (phase) => port.send({ kind: 'phase', phase }),
    isWanted: () => isAlive(request.parent),
  };
  try {
    const value = await handlers[request.task](request.argument, host);
    await port.send({ kind: 'done', value });
  } catch (error) {
    const { kind, message } = asMaintenanceError(error);
    await port.send({ kind: 'failed', refusal: kind, message });
    // Nothing of ours may be closed in a file's place that is another's now: see `applyChange`. Who
    // asked kills this process at that message; if not, it does so itself.
    if (kind === 'replaced') setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);
  }
}

const port = openPort();
port.receive((message) => {
  if (isToChild(message)) void run(port, message);
});
process.once('disconnect', () => process.exit());
await port.send({ kind: 'ready' });
