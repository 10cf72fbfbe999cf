import type { SourceName } from '../../shared/model.ts';
import { Ago } from './age.tsx';
import { fullTime } from './format.ts';
import { Glyph } from './glyph.tsx';
import { isIdle, sourceTitles } from './sources.ts';
import { useStore } from './store.ts';

/** Where figures come from and when they were read, for a tooltip. */
export function useOriginTitle(from: readonly SourceName[]): string {
  const sources = useStore((store) => store.snapshot?.sources);
  return from
    .map((name) => {
      const at = sources?.[name].lastReadAt ?? null;
      return `${sourceTitles[name]}, ${at === null ? 'not read yet' : `read ${fullTime(at)}`}`;
    })
    .join('\n');
}

/** Says when figures are older than they should be, and which source is to blame; else nothing. */
export function Origin({ from }: { readonly from: readonly SourceName[] }) {
  const sources = useStore((store) => store.snapshot?.sources);
  if (sources === undefined) return null;
  const stale = from.find((name) => sources[name].state === 'stale');
  const missing = from.filter(
    (name) => sources[name].state === 'unavailable' && !isIdle(sources[name]),
  );
  if (stale !== undefined) {
    const at = sources[stale].lastReadAt;
    return (
      <span className="origin" title={sources[stale].problem?.message}>
        <Glyph name="stale" size={12} />
        {sourceTitles[stale]} read {at === null ? 'some time ago' : <Ago at={at} />}
      </span>
    );
  }
  if (missing.length > 0) {
    const problems = missing.map((name) => sources[name].problem?.message ?? '');
    return (
      <span className="origin origin-unavailable" title={problems.join('\n')}>
        <Glyph name="unavailable" size={12} />
        without {missing.map((name) => sourceTitles[name]).join(' and ')}
      </span>
    );
  }
  return null;
}
