import { expect, it, onTestFinished } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { figuresText, type FiguresRequest } from '../../../src/core/history/export.ts';
import { reportOf, type TypesOfPeriod } from '../../../src/core/history/report.ts';
import { reportText } from '../../../src/core/history/report-text.ts';
import { RootRecord } from '../../../src/core/history/root.ts';
import type { FailureGroup } from '../../../src/shared/model.ts';
import { sources } from '../../renderer/fixtures/sources.ts';
import { queue, session } from '../monitor/builders.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9);
const END = START + 60 * MINUTE;
const period = { from: START, to: END };
const query = { ...period, compare: 'none' } as const;

function recorded(title: string, failures: readonly FailureGroup[] = []) {
  const { db } = openHistory(':memory:');
  onTestFinished(() => void db.close());
  const root = new RootRecord(db, '/a', [], START);
  for (let t = START; t <= END; t += 10_000) {
    root.record({
      now: t,
      queues: { prompts: queue('prompts', { waiting: 4, change: { failures } }), task_queue: null },
      sessions: [session('=cmd()|x', 'working')],
      sources: sources(START),
      probe: null,
      timings: { tickMs: 1, scanMs: 1, queueMs: 0.3, statsMs: 0.8, panes: 1, captured: 0 },
      recent: {
        prompts: {
          arrivals: [],
          finishes: t < START + MINUTE ? [] : [{ at: START + MINUTE, count: 6, failed: false }],
          completions: [],
        },
        task_queue: null,
      },
    });
  }
  return {
    figures: (request: FiguresRequest): string => figuresText(root, title, request, END),
    report: (byType: TypesOfPeriod): string =>
      reportText(reportOf(root, { watched: title, ...period, now: END, byType })),
  };
}

it('writes a chart as CSV: one line a point, the extremes beside the mean', () => {
  const csv = recorded('a').figures({ format: 'csv', query, chart: 'depth' });
  const [head, ...lines] = csv.trimEnd().split('\n');
  expect(head).toBe('time,waiting,inFlight,waitingMin,waitingMax,inFlightMin,inFlightMax');
  expect(lines[0]).toBe('2026-01-05T09:00:00.000Z,4,0,4,4,0,0');
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.length).toBeLessThanOrEqual(500);
});

it('writes the same figures as JSON', () => {
  const json: unknown = JSON.parse(recorded('a').figures({ format: 'json', query, chart: 'flow' }));
  expect(json).toMatchObject({ watched: 'a', chart: 'flow', reconstructedTo: null });
});

it('reports a period, with hostile names as what they are', () => {
  const pattern = '<img src=x onerror=alert(1)> | [a](javascript:b)\n# c';
  const failure = { pattern, count: 1, firstAt: START, lastAt: START, exampleId: 1, overTime: [] };
  const report = recorded('# a\n|b', [failure]).report({
    counts: [{ queue: 'prompts', type: 'a|b\u202e', arrived: 3, finished: 2, failed: 1 }],
    unread: ['task_queue'],
  });
  expect(report).toContain(String.raw`| a\|b | prompts | 3 | 2 | 1 |`);
  expect(report).toContain('Of the task queue nothing can be told');
  expect(report).toContain('| prompts | 0 | 6 | 0 |');
  expect(report).toContain(String.raw`\<img src=x onerror=alert\(1\)\> \| \[a\]`);
  expect(report).not.toContain('\n# c');
  expect(report).toContain('=cmd');
  expect(report.split('\n')[0]).toContain(String.raw`\# a \|b`);
});
