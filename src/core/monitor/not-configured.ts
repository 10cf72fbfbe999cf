import type { SourceName, SourceStatus } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { Source } from '../readings.ts';
import { SourceTracker } from '../sources/tracker.ts';

const words: Readonly<Record<SourceName, { message: string; action: string }>> = {
  assigner: {
    message: 'No assigner database is chosen.',
    action: 'Open an Architect folder, or start Lookout with --assigner-db FILE.',
  },
  architect: {
    message: 'No architect database is chosen.',
    action: 'Open an Architect folder, or start Lookout with --architect-db FILE.',
  },
  tmux: {
    message: 'No tmux server is watched.',
    action: 'Open an Architect folder to watch the tmux server beside it.',
  },
  probe: {
    message: 'The API probe is off.',
    action: "Set the address of the dashboard's API in Settings to time its answers.",
  },
};

/** Stands in for a source that nobody asked for: never reads, and says how to ask for it. */
export function notConfigured<R>(name: SourceName, intervalMs: number, clock: Clock): Source<R> {
  const tracker = new SourceTracker({ label: 'off', intervalMs, clock });
  tracker.bad({ kind: 'not-configured', ...words[name] });
  return {
    read: () => Promise.resolve(false),
    latest: () => null,
    status: (): SourceStatus => tracker.status(),
    setInterval: (ms) => tracker.setInterval(ms),
    close: () => Promise.resolve(),
  };
}
