import { describe, expect, it } from 'vitest';
import { trayLines, trayTooltip } from '../../src/main/tray-lines.ts';
import { fullSnapshot } from '../renderer/fixtures/full.ts';
import { brokenSnapshot, emptySnapshot } from '../renderer/fixtures/snapshots.ts';

const now = Date.UTC(2026, 10, 12);
const labels = (snapshot: Parameters<typeof trayLines>[0]): string[] =>
  trayLines(snapshot).map(({ label }) => label);

describe('trayLines', () => {
  it('leads with the sentence, then what waits, what runs and who needs a person', () => {
    const full = fullSnapshot(now);
    const queues = Object.values(full.queues).filter((queue) => queue !== null);
    const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
    const inFlight = queues.reduce((sum, queue) => sum + queue.inFlight, 0);
    const asking = full.sessions.filter(({ state }) => state === 'waiting').length;
    expect(asking).toBeGreaterThan(1);
    expect(labels(full)).toEqual([
      full.headline.text,
      `Waiting ${waiting}, in flight ${inFlight}`,
      `${asking} sessions waiting for you`,
      `${full.alerts.unread} alerts to look at`,
    ]);
  });

  it('knows nothing from none', () => {
    expect(labels(emptySnapshot(now))).toContain('Waiting 0, in flight 0');
    expect(labels(emptySnapshot(now))).toContain('No session needs you');
    expect(labels(brokenSnapshot(now))).toContain('Waiting –, in flight –');
    expect(labels(null)).toEqual(['Taking the first reading…']);
  });

  it('has the sentence as its tooltip', () => {
    expect(trayTooltip(emptySnapshot(now))).toBe('Lookout: Nothing to do.');
    expect(trayTooltip(null)).toContain('first reading');
  });
});
