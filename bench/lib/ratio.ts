/** Two measurements of one run, set against each other: `value` is a / b, both in `unit`. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly a: number;
  readonly b: number;
  readonly unit: string;
  /** How much there was of it: `1M prompts`, `200 panes`. */
  readonly size: string;
}

/** How one cost grows with the size of what it works on, smallest size first. */
export interface Growth {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly { readonly size: number; readonly value: number }[];
}

export interface BenchResult {
  readonly ratios: readonly Ratio[];
  readonly growth?: readonly Growth[];
  /** Sentences for the reader: where the time goes, what limits a figure. */
  readonly notes: readonly string[];
}

/** What each `bench/*.bench.ts` exports. Progress goes to stderr: stdout may be JSON. */
export interface Bench {
  readonly name: string;
  run(): Promise<BenchResult>;
}

export function ratio(name: string, measured: Omit<Ratio, 'name' | 'value'>): Ratio {
  return { name, value: measured.a / measured.b, ...measured };
}
