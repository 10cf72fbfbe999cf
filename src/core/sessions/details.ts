import type { Badge, Session } from '../../shared/model.ts';
import type { Pane } from '../tmux/panes.ts';
import type { OwnWord } from './agent-files.ts';
import type { Judgement } from './judge.ts';
import type { Look } from './look.ts';

/** The screen's words for the state that won, else the agent's own where it says the same. */
export function detailsOf(
  { state, evidence }: Judgement,
  look: Look,
  ownWord: OwnWord | null,
): Pick<Session, 'detail' | 'until'> {
  const onScreen = evidence.map((one) => look.details.get(one)).find((one) => one !== undefined);
  const own = ownWord?.evidence?.says === state ? ownWord : null;
  return {
    detail: onScreen?.detail ?? own?.detail ?? null,
    until: onScreen?.until ?? own?.until ?? null,
  };
}

/** The marks beside the state. */
export function badgesOf(
  pane: Pane,
  onScreen: readonly Badge[],
  ownWord: OwnWord | null,
  isStuck: boolean,
): Badge[] {
  const badges = new Set(onScreen);
  if (isStuck) badges.add('stuck');
  if (ownWord?.hasBackground === true) badges.add('background');
  if (pane.inMode) badges.add('copy-mode');
  return [...badges];
}
