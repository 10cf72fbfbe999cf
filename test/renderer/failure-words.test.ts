import { expect, it } from 'vitest';
import { failurePattern } from '../../src/core/queue/failures.ts';
import { patternWords } from '../../src/renderer/lib/failure-words.ts';

const words = (message: string): string => patternWords(failurePattern(message));

it('leaves open what differs between failures of a kind, and keeps what they say', () => {
  expect(words('Assignment timed out after 30 minutes')).toBe(
    'Assignment timed out after … minutes',
  );
  expect(words('Session "dev_math_1" not found in /srv/data/sessions')).toBe(
    'Session … not found in …',
  );
  expect(words('at 2026-11-12T16:40:03Z request 7f3a99c0 to https://example.org/v1 failed')).toBe(
    'at … request … to … failed',
  );
  expect(patternWords('a <b>bold</b> error')).toBe('a <b>bold</b> error');
});
