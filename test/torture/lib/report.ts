import type { Figure, Trial } from './trial.ts';

export interface PartReport {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly tookMs: number;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
  readonly failures: readonly string[];
}

export interface TortureReport {
  readonly scale: number;
  readonly seed: number;
  readonly passed: number;
  readonly failed: number;
  readonly parts: readonly PartReport[];
}

export const partReport = (name: string, trial: Trial, tookMs: number): PartReport => ({
  name,
  passed: trial.passed,
  failed: trial.failures.length,
  tookMs: Math.round(tookMs),
  figures: trial.figures,
  notes: trial.notes,
  failures: trial.failures,
});

/** The page of one part, for people. */
export function asText({ name, passed, failed, tookMs, ...found }: PartReport): string {
  const outcome = failed === 0 ? 'passed' : 'FAILED';
  return [
    `${outcome}  ${name}: ${passed} passed, ${failed} failed, ${(tookMs / 1000).toFixed(1)} s`,
    ...found.figures.map(({ what, value, unit }) => `        ${what}: ${digits(value)} ${unit}`),
    ...found.notes.map((note) => `        ${note}`),
    ...found.failures.map((failure) => `      ! ${failure}`),
  ].join('\n');
}

const digits = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
