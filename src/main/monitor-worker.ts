import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../core/monitor/port.ts';
import { Monitor } from './monitor-stand-in.ts';

/** The worker thread: nothing but the wire between the main process and the monitor. */

if (parentPort === null) throw new Error('monitor-worker runs as a worker thread only');
const port = parentPort;
const tell = (message: FromWorker): void => port.postMessage(message);

const monitor = new Monitor({ onSnapshot: (snapshot) => tell({ kind: 'snapshot', snapshot }) });

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'watch':
      monitor.watch(message.target);
      break;
    case 'settings':
      break;
    case 'pause':
      monitor.setPaused(message.paused);
      break;
    case 'request':
      tell({ kind: 'reply', id: message.id, ok: true, value: null });
      break;
    case 'stop':
      tell({ kind: 'stopped' });
      break;
    case 'crash':
      if (process.env['LOOKOUT_TEST'] === '1') throw new Error('crashed on request of a test');
      break;
    default:
      message satisfies never;
  }
});
