import { describe, expect, it } from 'vitest';
import { ago, clockTime, compact, cost, percent, signed } from '../../src/renderer/lib/format.ts';

describe('words for the window', () => {
  it('says how long ago', () => {
    expect(ago(-5000)).toBe('just now');
    expect(ago(999)).toBe('just now');
    expect(ago(1000)).toBe('1 s ago');
    expect(ago(14 * 60_000)).toBe('14 min ago');
  });

  it('gives small costs more digits than large ones', () => {
    expect(cost(null)).toBe('–');
    expect(cost(0.267)).toBe('0.27 ms');
    expect(cost(4.61)).toBe('4.6 ms');
    expect(cost(266.4)).toBe('266 ms');
    expect(cost(1240)).toBe('1.2 s');
    expect(cost(61_000)).toBe('1 min');
  });

  it('keeps figures short where there is little room', () => {
    expect(compact(9999)).toBe('9,999');
    expect(compact(39_718)).toBe('39.7K');
  });

  it('says no sign where it rounds to nothing', () => {
    expect(signed(3.14)).toBe('+3.1');
    expect(signed(-0.42)).toBe('−0.4');
    expect(signed(0.01)).toBe('0');
    expect(signed(-1234)).toBe('−1,234');
  });

  it('shares nothing among nothing', () => {
    expect(percent(0, 0)).toBe('–');
    expect(percent(9, 146)).toBe('6.2 %');
    expect(percent(50, 100)).toBe('50 %');
    expect(percent(0, 10)).toBe('0 %');
  });

  it('leaves the date out only today, and survives an impossible time', () => {
    const now = new Date(2026, 10, 12, 17, 0, 0).getTime();
    expect(clockTime(now - 600_000, now)).toBe('16:50:00');
    expect(clockTime(now - 86_400_000, now)).toBe('11 Nov 17:00');
    expect(clockTime(Number.NaN, now)).toBe('–');
    expect(clockTime(9e15, now)).toBe('–');
  });
});
