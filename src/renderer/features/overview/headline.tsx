import type { Health } from '../../../shared/model.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { useStore } from '../../lib/store.ts';

const words: Readonly<Record<Health, string>> = {
  fine: 'Fine',
  attention: 'Needs attention',
  broken: 'Broken',
  paused: 'Paused',
};

/** The one sentence, with the shape that the tray shows. */
export function Headline() {
  const headline = useStore((store) => store.snapshot?.headline);
  if (headline === undefined) return null;
  return (
    <div className={`headline headline-${headline.health}`}>
      <span className="headline-mark" title={words[headline.health]}>
        <Glyph name={headline.health} size={18} />
        <span className="visually-hidden">{words[headline.health]}:</span>
      </span>
      <div>
        <h1 className="headline-text">{headline.text}</h1>
        <p className="muted">{headline.detail}</p>
      </div>
    </div>
  );
}
