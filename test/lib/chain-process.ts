import { Chain, type Doing } from './chain.ts';

/** A Lookout's recording in a process of its own, to be told what it sees, and to be killed. */

export type ChainRequest =
  | { readonly kind: 'start'; readonly now: number }
  | { readonly kind: 'tick'; readonly now: number; readonly doing: Doing }
  | { readonly kind: 'stop' };

/** After each request. */
export interface ChainState {
  readonly isKept: boolean;
  readonly problem: string | null;
  /** How many waited, as the chart of the last hour has it: known points, oldest first. */
  readonly waiting: readonly number[];
  readonly told: readonly string[];
  readonly on: readonly string[];
}

const chain = new Chain({ file: process.argv[2] ?? '' });

process.on('message', (request: ChainRequest) => {
  if (request.kind === 'stop') {
    chain.stop();
    process.disconnect();
    return;
  }
  const { now } = request;
  if (request.kind === 'start') chain.start(now);
  else chain.tick(now, request.doing);
  const { isKept, problem } = chain.status;
  const points = chain.charts(now)?.depth.points ?? [];
  const state: ChainState = {
    isKept,
    problem: problem?.message ?? null,
    waiting: points.flatMap(({ waiting }) => waiting ?? []),
    told: chain.told.map(({ delivery }) => delivery.title),
    on: chain.alerts.on.map(({ text }) => text),
  };
  process.send?.(state);
});
