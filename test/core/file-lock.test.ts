import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { lockFile } from '../../src/core/file-lock.ts';
import { tempFolder } from '../lib/temp-folder.ts';

it('is held once, and free again when it is let go of', () => {
  const file = join(tempFolder(), 'deep', 'a.lock');
  const release = lockFile(file);
  expect(release).not.toBeNull();
  expect(lockFile(file)).toBeNull();
  release?.();
  const again = lockFile(file);
  expect(again).not.toBeNull();
  again?.();
});

it('is free again when the worker that held it died of a defect', { timeout: 60_000 }, async () => {
  const file = join(tempFolder(), 'a.lock');
  const start = async (): Promise<{ worker: Worker; hasLock: unknown }> => {
    const worker = new Worker(join(import.meta.dirname, '..', 'lib', 'lock-worker.ts'), {
      workerData: file,
    });
    onTestFinished(() => void worker.terminate());
    // It dies on purpose.
    worker.on('error', () => undefined);
    const [hasLock] = await once(worker, 'message');
    return { worker, hasLock };
  };
  const first = await start();
  expect(first.hasLock).toBe(true);
  expect(lockFile(file)).toBeNull();
  const exit = new Promise((resolve) => first.worker.once('exit', resolve));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  first.worker.postMessage('die');
  await exit;
  expect((await start()).hasLock).toBe(true);
});
