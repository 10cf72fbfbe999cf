import { memo } from 'react';
import type { AttentionItem, AttentionKind } from '../../../shared/model.ts';
import { Age } from '../../lib/age.tsx';
import { count } from '../../../shared/words.ts';
import { Glyph, type GlyphName } from '../../lib/glyph.tsx';
import { Panel } from '../../lib/panel.tsx';
import { goTo, useStore } from '../../lib/store.ts';

const glyphs: Readonly<Record<AttentionKind, GlyphName>> = {
  source: 'unavailable',
  waiting: 'waiting',
  blocked: 'blocked',
  'dead-with-task': 'dead',
  ghosts: 'ghost',
  untracked: 'ghost',
  disagreeing: 'unknown',
  orphaned: 'ghost',
  overdue: 'overdue',
  pool: 'attention',
  index: 'index',
  'slow-query': 'overdue',
  failures: 'blocked',
  stuck: 'attention',
  history: 'stale',
  alert: 'alert',
};

/** What somebody should do something about, most pressing first. */
export function Attention() {
  const items = useStore((store) => store.snapshot?.attention) ?? [];
  return (
    <Panel
      title="Needs attention"
      note={items.length === 0 ? undefined : count(items.length)}
      className="attention"
    >
      {items.length === 0 ? (
        <div className="attention-none">
          <Glyph name="fine" size={20} />
          <p>Nothing needs you.</p>
          <p className="faint">Questions, failures and faults will be listed here.</p>
        </div>
      ) : (
        <ul className="attention-list scroll scroll-shade">
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const Item = memo(function Item({ item }: { readonly item: AttentionItem }) {
  return (
    <li className="attention-item">
      <Glyph name={glyphs[item.kind]} />
      <span className="attention-title" title={item.title}>
        {item.title}
      </span>
      {item.since !== null && (
        <span className="attention-age">
          <Age since={item.since} />
        </span>
      )}
      <span className="attention-detail" title={item.detail}>
        {item.detail}
      </span>
      <button
        type="button"
        className="link"
        aria-label={`${item.step.label}: ${item.title}`}
        onClick={() => goTo(item.step.target)}
      >
        {item.step.label}
      </button>
    </li>
  );
});
