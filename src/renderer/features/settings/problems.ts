import type { z } from 'zod';

/** What to say where a format is asked for, by path. */
const formats: Readonly<Record<string, string>> = {
  'alerts.quiet.from': 'A time of day, such as 22:00.',
  'alerts.quiet.to': 'A time of day, such as 07:00.',
  tmuxSocket: 'Letters, digits, dots, dashes and underscores, at most 64.',
  probeUrl: 'An http address on this machine: localhost, 127.0.0.1 or [::1].',
};

/** What is wrong with a setting, in words that say what would be right. */
export function problemOf(issue: z.core.$ZodIssue): string {
  const format = formats[issue.path.join('.')];
  if (format !== undefined) return format;
  switch (issue.code) {
    case 'too_small':
      return `At least ${issue.minimum}.`;
    case 'too_big':
      return `At most ${issue.maximum}.`;
    case 'invalid_type':
      return issue.expected === 'number' ? 'A number.' : 'Something else is expected here.';
    case 'custom':
      return issue.message;
    case 'invalid_union':
      return 'Two times of day, such as 22:00 and 07:00.';
    default:
      return 'This cannot be used here.';
  }
}
