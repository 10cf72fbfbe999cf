import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failurePattern, groupFailures } from '../../../src/core/queue/failures.ts';

const exited = (id: number, at: number | null) => ({ id, at, error: `exit code ${id}` });

describe('failurePattern', () => {
  it.each([
    ['Assignment timed out after 30 minutes', 'Assignment timed out after <n> minutes'],
    ['Session "agent-7" is gone', 'Session <name> is gone'],
    ["No module named 'requests'", 'No module named <name>'],
    ["can't do it, won't do it", "can't do it, won't do it"],
    ['worker_12 died', '<id> died'],
    ['cannot open /var/lib/data/file.db', 'cannot open <path>'],
    ['cannot open C:\\data\\file.db', 'cannot open <path>'],
    ['GET http://localhost:8080/api/x?id=3 failed', 'GET <url> failed'],
    ['at 2026-02-14T09:30:00.123 it broke', 'at <time> it broke'],
    ['task 123e4567-e89b-12d3-a456-426614174000 lost', 'task <id> lost'],
    ['commit 4f2a9c1b is bad', 'commit <id> is bad'],
    ['address 0x7ffee4 is bad', 'address <id> is bad'],
    ['rate 3.5 of 1,000', 'rate <n> of <n>'],
    ['defaced facade', 'defaced facade'],
    [null, '(no message)'],
    ['', '(no message)'],
  ])('of %j is %j', (error, pattern) => {
    expect(failurePattern(error)).toBe(pattern);
  });

  it('is the same whatever number stands in the message', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(failurePattern(`exit code ${a}`)).toBe(failurePattern(`exit code ${b}`));
      }),
    );
  });

  it('is bounded, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1000 }), (error) => {
        expect(failurePattern(error).length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe('groupFailures', () => {
  it('counts those that are alike, with their span and the latest as example', () => {
    const other = { id: 9, at: null, error: 'out of memory' };
    expect(groupFailures([other, exited(1, 100), exited(3, null), exited(2, 300)])).toEqual([
      {
        pattern: 'exit code <n>',
        count: 3,
        firstAt: 100,
        lastAt: 300,
        exampleId: 3,
        overTime: [{ t: 0, count: 2 }],
      },
      {
        pattern: 'out of memory',
        count: 1,
        firstAt: null,
        lastAt: null,
        exampleId: 9,
        overTime: [],
      },
    ]);
  });

  it('tells by quarter of an hour how many there were', () => {
    const quarter = 900_000;
    const [group] = groupFailures([
      exited(1, 5 * quarter + 1),
      exited(2, quarter),
      exited(3, 2 * quarter - 1),
    ]);
    expect(group?.overTime).toEqual([
      { t: quarter, count: 2 },
      { t: 5 * quarter, count: 1 },
    ]);
  });
});
