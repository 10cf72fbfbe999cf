import type { Problem } from '../../shared/model.ts';

/** Ends a reading, with what to show for it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause });
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
