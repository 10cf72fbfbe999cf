import type { ReactNode } from 'react';
import './pill.css';

export type PillKind = 'quiet' | 'good' | 'attention' | 'bad';

interface Props {
  readonly kind?: PillKind;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A word that carries a meaning; the colour only underlines it. */
export function Pill({ kind = 'quiet', title, children }: Props) {
  return (
    <span className={`pill pill-${kind}`} title={title}>
      {children}
    </span>
  );
}
