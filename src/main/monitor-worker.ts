import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { Monitor, RequestError } from '../core/monitor/monitor.ts';
import type { FromWorker, ToWorker } from '../core/monitor/port.ts';

/**
 * The worker thread: nothing but the wire between the main process and the monitor. An error that
 * nobody caught ends the thread; the main process starts it again (monitor-host.ts).
 */

if (parentPort === null) throw new Error('monitor-worker runs as a worker thread only');
const port = parentPort;
const tell = (message: FromWorker): void => port.postMessage(message);

const { historyFile, journalFile, rulesFile } = z
  .object({ historyFile: z.string(), journalFile: z.string(), rulesFile: z.string() })
  .parse(workerData);

const monitor = new Monitor({
  historyFile,
  journalFile,
  rulesFile,
  sshFolder: join(dirname(historyFile), 'ssh'),
  onSnapshot: (snapshot) => tell({ kind: 'snapshot', snapshot }),
  onDelivery: (delivery) => tell({ kind: 'delivery', delivery }),
  log: (level, message, data) => tell({ kind: 'log', level, message, data }),
});

port.on('message', (message: ToWorker) => void heed(message));

async function heed(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'watch':
      await monitor.watch(message.target, message.settings);
      break;
    case 'settings':
      await monitor.setSettings(message.settings);
      break;
    case 'pause':
      await monitor.setPaused(message.paused);
      break;
    case 'request':
      tell(await answer(message));
      break;
    case 'stop':
      await monitor.stop();
      tell({ kind: 'stopped' });
      break;
    case 'crash':
      if (process.env['LOOKOUT_TEST'] === '1') throw new Error('crashed because a test asked');
      break;
    default:
      message satisfies never;
  }
}

async function answer({
  id,
  name,
  argument,
}: Extract<ToWorker, { kind: 'request' }>): Promise<FromWorker> {
  try {
    return { kind: 'reply', id, ok: true, value: await monitor.request(name, argument) };
  } catch (error) {
    if (error instanceof RequestError) return { kind: 'reply', id, ok: false, error: error.error };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'reply', id, ok: false, error: { kind: 'failed', message } };
  }
}
