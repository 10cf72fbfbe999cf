import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchTarget } from '../../src/core/target.ts';
import { backoffMs } from '../../src/main/backoff.ts';
import { MonitorHost } from '../../src/main/monitor-host.ts';
import type { Snapshot } from '../../src/shared/model.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { fullSnapshot } from '../renderer/fixtures/full.ts';

/** A real thread that speaks the port's messages; what it watches is up to the test. */
const script = `
const { parentPort, workerData } = require('node:worker_threads');
let seq = 0;
parentPort.on('message', (message) => {
  if (message.kind === 'watch')
    parentPort.postMessage({ kind: 'snapshot', snapshot: { ...workerData, seq: ++seq, watched: message.target } });
  if (message.kind === 'pause')
    parentPort.postMessage({ kind: 'snapshot', snapshot: { ...workerData, seq: ++seq, paused: message.paused } });
  if (message.kind === 'request' && message.name === 'scanNow')
    parentPort.postMessage({ kind: 'reply', id: message.id, ok: true, value: null });
  if (message.kind === 'request' && message.name === 'getTask')
    parentPort.postMessage({ kind: 'reply', id: message.id, ok: false, error: { kind: 'not-found', message: 'gone' } });
  if (message.kind === 'stop') parentPort.postMessage({ kind: 'stopped' });
  if (message.kind === 'crash') throw new Error('boom');
});
`;

const target = watchTarget({ root: '/fleet' });

function start({ firstDies = false } = {}) {
  const file = join(tempFolder(), 'worker.cjs');
  writeFileSync(file, script);
  const events = new EventEmitter();
  const workers: Worker[] = [];
  const host = new MonitorHost({
    spawn: () => {
      const worker =
        firstDies && workers.length === 0
          ? new Worker('throw new Error("boom")', { eval: true })
          : new Worker(file, { workerData: fullSnapshot(Date.UTC(2026, 10, 12)) });
      workers.push(worker);
      return worker;
    },
    onUnseenCrash: ({ kind }) => events.emit('unseen', kind),
    log: (_level, message) => events.emit('log', message),
  });
  const seen: Snapshot[] = [];
  host.onSnapshot((snapshot) => {
    seen.push(snapshot);
    events.emit('snapshot');
  });
  onTestFinished(() => host.stop());
  /** The next snapshot that is such a one, each looked at once. */
  const next = async (isIt: (snapshot: Snapshot) => boolean = () => true): Promise<Snapshot> => {
    for (;;) {
      const snapshot = seen.shift();
      if (snapshot === undefined) await once(events, 'snapshot');
      else if (isIt(snapshot)) return snapshot;
    }
  };
  return { host, next, workers, events };
}

const isDown = ({ headline }: Snapshot): boolean => headline.health === 'broken';

describe('MonitorHost', () => {
  it('hands on snapshots and keeps the last one', async () => {
    const { host, next } = start();
    host.watch(target, defaultSettings);
    expect((await next()).watched.root).toBe('/fleet');
    expect(host.latest?.seq).toBe(1);
  });

  it('answers requests by their own id', async () => {
    const { host } = start();
    host.watch(target, defaultSettings);
    const [scanned, task] = await Promise.all([
      host.request('scanNow', undefined),
      host.request('getTask', { queue: 'prompts', id: 1 }).catch((error: unknown) => error),
    ]);
    expect(scanned).toBeNull();
    expect(task).toMatchObject({ kind: 'not-found', message: 'gone' });
  });

  it('shows a crash as stale sources, fails what was asked, and comes back by itself', async () => {
    const { host, next, workers } = start();
    host.watch(target, defaultSettings);
    const before = await next();

    host.crash();
    const asked = host.request('verifyIndexes', undefined).catch((error: unknown) => error);
    const down = await next(isDown);
    expect(await asked).toMatchObject({ kind: 'failed' });
    expect(down.sources.assigner).toMatchObject({
      state: 'stale',
      problem: { kind: 'watcher-crashed' },
    });
    expect(down).toMatchObject({ takenAt: before.takenAt, sessions: before.sessions });

    const back = await next();
    expect(back.sources.assigner.problem).toBeNull();
    expect(workers).toHaveLength(2);
  });

  it('tells of a crash before the first snapshot, and tries again', async () => {
    const { host, next, events, workers } = start({ firstDies: true });
    const told = once(events, 'unseen');
    host.watch(target, defaultSettings);
    expect(await told).toEqual(['watcher-crashed']);
    expect(host.latest).toBeNull();
    await next();
    expect(workers).toHaveLength(2);
  });

  it('stays paused over a crash', async () => {
    const { host, next } = start();
    host.watch(target, defaultSettings);
    host.setPaused(true);
    await next(({ paused }) => paused);
    host.crash();
    await next(isDown);
    const back = await next(({ paused }) => paused);
    expect(isDown(back)).toBe(false);
  });

  it('refuses at once while there is no watcher', async () => {
    const { host } = start();
    await expect(host.request('scanNow', undefined)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('stops for good', async () => {
    const { host, next, workers } = start();
    host.watch(target, defaultSettings);
    await next();
    await host.stop();
    host.watch(target, defaultSettings);
    expect(workers.map(({ threadId }) => threadId)).toEqual([-1]);
  });

  it('does not wait for a worker for ever', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const silent = Object.assign(new EventEmitter(), {
      postMessage: () => {},
      terminate: () => Promise.resolve(1),
    });
    const host = new MonitorHost({ spawn: () => silent, onUnseenCrash: () => {}, log: () => {} });
    host.watch(target, defaultSettings);
    const asked = host.request('scanNow', undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await asked).toMatchObject({ kind: 'failed', message: expect.stringContaining('20 s') });
    const stopped = host.stop();
    await vi.advanceTimersByTimeAsync(3000);
    await stopped;
  });
});

describe('backoffMs', () => {
  it('doubles from 1 s to 60 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map(backoffMs)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });
});
