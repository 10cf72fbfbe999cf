import type { DatabaseName } from './model.ts';

/** An index that would serve a statement. */
export interface HelpfulIndex {
  readonly name: string;
  readonly sql: string;
  /** Whether Lookout's catalogue has it, so that Lookout can make it. */
  readonly isOfCatalogue: boolean;
}

/** A statement of Lookout's own reading that took longer than it should, since definitions moved last. */
export interface SlowStatement {
  readonly database: DatabaseName;
  readonly sql: string;
  readonly budgetMs: number;
  /** How often it took longer, and when first and last. */
  readonly times: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** What its last run took: below the budget where it is fast again. */
  readonly lastMs: number;
  readonly maxMs: number;
  /** Steps as SQLite words them; empty where it cannot be explained. */
  readonly plan: readonly string[];
  /** The fewest new indexes that would serve it, by the planner alone; empty where none would. */
  readonly wouldHelp: readonly HelpfulIndex[];
}
