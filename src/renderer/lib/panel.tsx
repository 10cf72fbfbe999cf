import type { ReactNode } from 'react';
import type { SourceName } from '../../shared/model.ts';
import { Origin, useOriginTitle } from './origin.tsx';
import './panel.css';

interface Props {
  readonly title: string;
  /** One quiet remark beside the title: unit, scope. */
  readonly note?: ReactNode;
  /** Legend or controls at the right end of the head. */
  readonly aside?: ReactNode;
  /** Where the figures come from; shown when that source is not live. */
  readonly from?: readonly SourceName[];
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled box. Its body may grow; what overflows scrolls inside. */
export function Panel({ title, note, aside, from, className = '', children }: Props) {
  return (
    <section className={`panel ${className}`} aria-label={title}>
      <header className="panel-head">
        {from ? <SourcedTitle title={title} from={from} /> : <h2>{title}</h2>}
        {note !== undefined && (
          <span className="panel-note clip" title={typeof note === 'string' ? note : undefined}>
            {note}
          </span>
        )}
        {from && <Origin from={from} />}
        {Boolean(aside) && <span className="panel-aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}

interface SourcedTitleProps {
  readonly title: string;
  readonly from: readonly SourceName[];
}

function SourcedTitle({ title, from }: SourcedTitleProps) {
  return <h2 title={useOriginTitle(from)}>{title}</h2>;
}
