import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime, textRanges } from '../../../src/core/queue/time.ts';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** As SQLite's CURRENT_TIMESTAMP writes it. */
const asUtc = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** As Python's datetime.now().isoformat() writes it. */
function asLocal(at: number): string {
  const d = new Date(at);
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}T${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}.${pad(d.getMilliseconds(), 3)}000`;
}

/** Any second from 1971 to 2099. */
const seconds = fc.integer({ min: 31_536_000, max: 4_070_908_800 }).map((s) => s * 1000);

describe('parseTime', () => {
  it.each([
    ['2026-02-14 09:30:00', Date.UTC(2026, 1, 14, 9, 30)],
    ['2026-02-14 09:30:00.250', Date.UTC(2026, 1, 14, 9, 30, 0, 250)],
    ['2026-02-14 09:30', Date.UTC(2026, 1, 14, 9, 30)],
    ['2026-02-14', Date.UTC(2026, 1, 14)],
    ['2026-02-14T09:30:00Z', Date.UTC(2026, 1, 14, 9, 30)],
    ['2026-02-14T09:30:00.123456+02:00', Date.UTC(2026, 1, 14, 7, 30, 0, 123)],
    ['2026-02-14 09:30:00-0530', Date.UTC(2026, 1, 14, 15, 0)],
    ['2026-02-14T09:30:00', Date.UTC(2026, 1, 14, 9, 30)],
    ['2024-02-29 00:00:00', Date.UTC(2024, 1, 29)],
    [' 2026-02-14 09:30:00 ', Date.UTC(2026, 1, 14, 9, 30)],
  ])('reads %s', (text, at) => {
    expect(parseTime(text)).toBe(at);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30 00:00:00',
    '2026-13-01 00:00:00',
    '2025-02-29 00:00:00',
    '2026-02-14 24:00:00',
    '2026-02-14 09:60:00',
    '0000-00-00 00:00:00',
    '1969-12-31 23:59:59',
    '2026-02-14 09:30:00; DROP TABLE prompts',
    '99999-01-01 00:00:00',
  ])('finds no time in "%s"', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('finds no time in what is no text', () => {
    expect([null, undefined, 5, Number.NaN, Buffer.from('2026-01-01')].map(parseTime)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads back what either writer wrote', () => {
    fc.assert(
      fc.property(seconds, (at) => {
        expect(parseTime(asUtc(at))).toBe(at);
        // An hour that a clock shows twice may be meant either way.
        expect(Math.abs((parseTime(asLocal(at)) ?? 0) - at) % 3_600_000).toBe(0);
      }),
    );
  });
});

const within = (text: string, from: number, to: number): boolean =>
  textRanges(from, to).some(({ low, high }) => text >= low && text < high);

describe('textRanges', () => {
  const windows = fc.tuple(seconds, fc.integer({ min: 1, max: 7200 }));

  it('hold every time of the window in either form', () => {
    fc.assert(
      fc.property(windows, fc.nat(), ([from, length], n) => {
        const to = from + length * 1000;
        const at = from + (n % (length + 1)) * 1000;
        expect(within(asUtc(at), from, to)).toBe(true);
        expect(within(asLocal(at), from, to)).toBe(true);
      }),
    );
  });

  it('hold no time in UTC before the window', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 10_000_000 }), ([from, length], before) => {
        expect(within(asUtc(from - before * 1000), from, from + length * 1000)).toBe(false);
      }),
    );
  });

  it('do not overlap, so that no row is read twice', () => {
    fc.assert(
      fc.property(windows, ([from, length]) => {
        const ranges = textRanges(from, from + length * 1000);
        const bounds = ranges.flatMap(({ low, high }) => [low, high]);
        expect(bounds).toEqual([...new Set(bounds)].toSorted());
      }),
    );
  });
});
