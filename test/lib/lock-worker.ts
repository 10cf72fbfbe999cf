import { parentPort, workerData } from 'node:worker_threads';
import { lockFile } from '../../src/core/file-lock.ts';

/** Takes a lock, says whether it got it, and dies as a defect would when told to. */
const release = lockFile(String(workerData));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a worker has none
parentPort?.postMessage(release !== null);
parentPort?.on('message', () => {
  throw new Error(`a defect, with ${String(release)}`);
});
