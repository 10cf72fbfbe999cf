import type { FailureCount, FailureGroup } from '../../shared/model.ts';

export interface Failure {
  readonly id: number;
  readonly at: number | null;
  readonly error: string | null;
}

/** Failures are counted by this much time, ms. */
export const QUARTER_MS = 900_000;

/** Only so much of a message tells one failure from another. */
const PATTERN_LENGTH = 200;
const MOST_GROUPS = 50;

/**
 * What differs between two messages of the same failure, and what stands for it. In this order:
 * later patterns would take parts of what earlier ones mean as a whole.
 */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/giu, '<id>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/gu, '<time>'],
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>]{1,500}/giu, '<url>'],
  [/"[^"\n]{1,200}"|`[^`\n]{1,200}`|(?<![\p{L}\p{N}])'[^'\n]{1,200}'(?![\p{L}\p{N}])/gu, '<name>'],
  [/(?<![\p{L}\p{N}<])(?:~|\.{1,2})?(?:\/[\w.@+-]{1,200}){2,50}\/?/gu, '<path>'],
  [/\b[a-z]:\\[^\s"'<>|]{1,300}/giu, '<path>'],
  [/\b0x[0-9a-f]{1,32}\b/giu, '<id>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,64}\b/giu, '<id>'],
  [/(?<![\p{L}\p{N}])[\p{L}]{1,40}[-_]\d[\w-]{0,60}/gu, '<id>'],
  [/(?<![\p{L}])\d+(?:[.,:]\d+)*/gu, '<n>'],
];

/** The message without what varies from one failure to the next. */
export function failurePattern(error: string | null): string {
  if (error === null || error === '') return '(no message)';
  let pattern = error;
  for (const [expression, replacement] of varying) {
    pattern = pattern.replace(expression, replacement);
  }
  return pattern.length <= PATTERN_LENGTH ? pattern : pattern.slice(0, PATTERN_LENGTH - 1) + '…';
}

/** Groups failures by pattern, the most frequent first; the example is the latest. */
export function groupFailures(failures: readonly Failure[]): FailureGroup[] {
  const groups = Map.groupBy(failures, (failure) => failurePattern(failure.error));
  return [...groups]
    .map(([pattern, members]) => {
      const times = members.map((member) => member.at).filter((at) => at !== null);
      return {
        pattern,
        count: members.length,
        firstAt: times.length === 0 ? null : Math.min(...times),
        lastAt: times.length === 0 ? null : Math.max(...times),
        exampleId: Math.max(...members.map((member) => member.id)),
        overTime: byQuarter(times),
      };
    })
    .toSorted((a, b) => b.count - a.count || b.exampleId - a.exampleId)
    .slice(0, MOST_GROUPS);
}

function byQuarter(times: readonly number[]): FailureCount[] {
  const quarters = Map.groupBy(times, (at) => Math.floor(at / QUARTER_MS) * QUARTER_MS);
  return [...quarters]
    .map(([t, members]) => ({ t, count: members.length }))
    .toSorted((a, b) => a.t - b.t);
}
