import { Random } from '../../../demo/random.ts';

/** A measured value: `longest wait of a writer`, 412, `ms`. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** What each `test/torture/*.torture.ts` exports. */
export interface Part {
  readonly name: string;
  run(trial: Trial): Promise<void>;
}

/**
 * One run of a part: how much of it to do, its chance, and what came out. Every `check` counts as
 * one; what a part says it cannot do here is a `note`, and what it does instead are checks.
 */
export class Trial {
  /** 1 is the full count, 0.1 a tenth of it. */
  readonly scale: number;
  readonly seed: number;
  /** The same seed gives the same run, as far as other processes allow. */
  readonly random: Random;
  readonly figures: Figure[] = [];
  readonly notes: string[] = [];
  readonly failures: string[] = [];
  passed = 0;

  constructor({ scale, seed }: { readonly scale: number; readonly seed: number }) {
    this.scale = scale;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** How often to do what is done `full` times in a whole run; at least once. */
  times(full: number): number {
    return Math.max(1, Math.round(full * this.scale));
  }

  /** Runs `work`; it passes if it does not throw. Goes on with the next either way. */
  async check(what: string, work: () => unknown): Promise<void> {
    try {
      await work();
      this.passed += 1;
    } catch (error) {
      this.failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  figure(what: string, value: number, unit: string): void {
    this.figures.push({ what, value, unit });
  }

  note(text: string): void {
    this.notes.push(text);
  }
}
