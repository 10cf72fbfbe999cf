import type { Evidence, EvidenceKind, SessionState } from '../../shared/model.ts';

/** What the evidence comes to. */
export interface Judgement {
  readonly state: SessionState;
  /** For the state that won, strongest first; then what moved or did not. */
  readonly evidence: readonly Evidence[];
  /** For any other state. */
  readonly disagreeing: readonly Evidence[];
}

/**
 * How much each kind counts, strongest first. A question or a refusal on the screen outranks what
 * the agent writes about itself: a person can see it, and missing it costs most.
 */
const WEIGHT: Readonly<Record<EvidenceKind, number>> = {
  pane: 1,
  process: 1,
  'status-file': 0.92,
  rollout: 0.85,
  title: 0.75,
  screen: 0.8,
  activity: 0.3,
  cpu: 0.3,
  database: 0,
};
const SCREEN_PLAIN = 1;

/** Below this nothing is concluded: the state is unknown, never a default. */
const CONCLUSIVE = 0.4;

const isPlain = (state: SessionState | null): boolean =>
  state === 'waiting' || state === 'blocked' || state === 'dead';

function strength({ kind, says, confidence }: Evidence): number {
  const weight = kind === 'screen' && isPlain(says) ? SCREEN_PLAIN : WEIGHT[kind];
  return weight * confidence;
}

/** Fuses what was seen into one state. Pure: the same evidence always gives the same answer. */
export function judge(evidence: readonly Evidence[]): Judgement {
  const ranked = evidence.toSorted((a, b) => strength(b) - strength(a));
  const leading = ranked.find(({ says }) => says !== null);
  const state =
    leading === undefined || strength(leading) < CONCLUSIVE
      ? 'unknown'
      : (leading.says ?? 'unknown');
  return {
    state,
    evidence: [
      ...ranked.filter(({ says }) => says === state),
      ...ranked.filter(({ says }) => says === null),
    ],
    disagreeing: ranked.filter(({ says }) => says !== null && says !== state),
  };
}
