import type { Snapshot, SourceName, SourceStatus } from '../shared/model.ts';
import type { Settings } from '../shared/settings.ts';
import { duration } from '../shared/words.ts';

export interface Machine {
  readonly lookout: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** Platform, release and architecture. */
  readonly system: string;
  /** Replaced by ~ wherever it occurs. */
  readonly home: string;
  readonly hasTray: boolean;
}

/**
 * What somebody who helps needs to know, as text to paste: versions, sources, timings, settings.
 * No task's text, no screen, no session's name, and no name of a home folder.
 */
export function diagnostics(
  machine: Machine,
  settings: Settings,
  snapshot: Snapshot | null,
  now: number,
): string {
  const text = [
    `Lookout ${machine.lookout}, Electron ${machine.electron}, Chromium ${machine.chromium}, Node ${machine.node}`,
    `${machine.system}, tray ${machine.hasTray ? 'found' : 'not found'}`,
    `At ${new Date(now).toISOString()}`,
    '',
    ...(snapshot === null ? ['No reading yet.'] : readingLines(snapshot, now)),
    '',
    `Settings ${JSON.stringify({ ...settings, recentRoots: settings.recentRoots.length })}`,
  ].join('\n');
  return machine.home === '' ? text : text.replaceAll(machine.home, '~');
}

const sourceNames: readonly SourceName[] = ['assigner', 'architect', 'tmux', 'probe'];

function readingLines({ seq, takenAt, paused, watched, ...rest }: Snapshot, now: number): string[] {
  const { sources, queues, sessions, timings } = rest;
  return [
    `Snapshot ${seq}, ${duration(now - takenAt)} old${paused ? ', paused' : ''}${watched.demo ? ', demo' : ''}`,
    ...sourceNames.flatMap((name) => sourceLines(name, sources[name], now)),
    ...Object.entries(queues).map(([name, queue]) =>
      queue === null
        ? `Queue ${name}: not read`
        : `Queue ${name}: ${queue.waiting} waiting, ${queue.inFlight} in flight, ${queue.forecast.trend}`,
    ),
    `Sessions: ${sessions.length}; panes: ${timings.panes}, captured: ${timings.captured}`,
    `Timings: tick ${ms(timings.tickMs)}, scan ${ms(timings.scanMs)}`,
  ];
}

function sourceLines(name: SourceName, source: SourceStatus, now: number): string[] {
  const { state, since, costMs, intervalMs, slowedBecause, problem, limits } = source;
  const slowed = slowedBecause === null ? '' : `, slowed: ${slowedBecause}`;
  return [
    `Source ${name}: ${state} for ${duration(now - since)}, ${ms(costMs)} every ${intervalMs} ms${slowed}`,
    ...[...(problem === null ? [] : [problem]), ...limits].map(
      ({ kind, message }) => `  ${kind}: ${message}`,
    ),
  ];
}

const ms = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} ms`);
