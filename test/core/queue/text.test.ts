import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, summarize } from '../../../src/core/queue/text.ts';

describe('summarize', () => {
  it.each([
    ['hello\nworld', 'hello'],
    ['\n\r\n  \t\n  second  line \n', 'second line'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['a\u0000b', 'a b'],
    ['evil\u202etxt.exe', 'evil txt.exe'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['', ''],
    [null, ''],
    [7, '7'],
  ])('of %j is %j', (text, summary) => {
    expect(summarize(text)).toBe(summary);
  });

  it('is one clean line of at most 200 characters, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const summary = summarize(text);
        expect(summary.length).toBeLessThanOrEqual(200);
        expect(summary).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(summary.isWellFormed()).toBe(true);
        expect(summary).toBe(summary.trim());
      }),
    );
  });

  it('never cuts a character in two', () => {
    expect(summarize('😀'.repeat(300)).isWellFormed()).toBe(true);
  });
});

describe('plainText', () => {
  it('reads bytes as UTF-8 and keeps what is missing missing', () => {
    expect(plainText(Buffer.from([0x68, 0x69, 0xff]))).toBe('hi\ufffd');
    expect(plainText(null)).toBeNull();
  });
});
