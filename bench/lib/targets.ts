/** What each ratio is meant to reach; ratios without a target are printed for information. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

const targets: Readonly<Record<string, Target>> = {
  'top50-vs-no-index': { atLeast: 500 },
  'stats-vs-reference-aggregate': { atLeast: 100 },
  'stats-1M-vs-100k': { atMost: 1.3 },
  'idle-tick': { atMost: 0.05 },
  'scan-50-vs-2n+1': { atLeast: 25 },
  'scan-200-vs-2n+1': { atLeast: 50 },
  'steady-50-vs-limit-of-1-percent': { atLeast: 1 },
  'build-vs-sqlite3-shell': { atMost: 1.15 },
  'range-24h-vs-2y': { atMost: 2 },
  'range-slowest-vs-50-ms': { atMost: 1 },
  'history-write-vs-tick': { atMost: 0.05 },
  'frames-200-changing': { atMost: 1.2 },
  'chart-update-line': { atMost: 1 },
  'chart-update-band': { atMost: 1 },
  'main-delay': { atMost: 2 },
  'start-vs-empty': { atMost: 1.5 },
  'memory-vs-empty': { atMost: 1.5 },
};

export const targetOf = (name: string): Target | null => targets[name] ?? null;

export function isMet(value: number, target: Target): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
