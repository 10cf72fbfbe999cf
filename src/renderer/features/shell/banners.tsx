import type { ReactNode } from 'react';
import { Age, Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { useClock } from '../../lib/clock.ts';
import { Glyph, type GlyphName } from '../../lib/glyph.tsx';
import { attempt, useStore } from '../../lib/store.ts';

/** A picture older than this while nothing is paused means that the watcher hangs, ms. */
const silentAfter = 15_000;

/** What holds for the whole window: demo, paused, watcher gone, watcher silent. */
export function Banners() {
  return (
    <>
      <Crashed />
      <Silent />
      <Paused />
      <Demo />
    </>
  );
}

interface BannerProps {
  readonly glyph: GlyphName;
  readonly kind: 'quiet' | 'attention' | 'broken';
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}

function Banner({ glyph, kind, action, children }: BannerProps) {
  return (
    <section
      className={`banner banner-${kind}`}
      aria-label="Notice"
      aria-live={kind === 'quiet' ? 'off' : 'polite'}
    >
      <Glyph name={glyph} size={13} />
      <p>{children}</p>
      {action && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </section>
  );
}

function Demo() {
  const demo = useStore((store) => store.snapshot?.watched.demo ?? false);
  if (!demo) return null;
  return (
    <Banner
      glyph="info"
      kind="quiet"
      action={{
        label: 'Open an Architect folder…',
        run: () => attempt(call('runAction', 'file.open')),
      }}
    >
      <b>This is the demo.</b> Lookout is watching made-up work in a temporary folder, exactly as it
      would watch yours.
    </Banner>
  );
}

function Paused() {
  const paused = useStore((store) => store.snapshot?.paused ?? false);
  const takenAt = useStore((store) => store.snapshot?.takenAt ?? 0);
  if (!paused) return null;
  return (
    <Banner
      glyph="paused"
      kind="attention"
      action={{ label: 'Resume', run: () => attempt(call('setPaused', false)) }}
    >
      <b>Paused.</b> Nothing is being read. These figures are from <Time at={takenAt} />.
    </Banner>
  );
}

function useCrash() {
  return useStore((store) => {
    const sources = Object.values(store.snapshot?.sources ?? {});
    return sources.find((source) => source.problem?.kind === 'watcher-crashed') ?? null;
  });
}

function Crashed() {
  const crashed = useCrash();
  if (crashed === null) return null;
  return (
    <Banner glyph="broken" kind="broken">
      <b>{crashed.problem?.message}</b> {crashed.problem?.action} Since <Time at={crashed.since} />.
    </Banner>
  );
}

function Silent() {
  const takenAt = useStore((store) => store.snapshot?.takenAt ?? null);
  const paused = useStore((store) => store.snapshot?.paused ?? false);
  const interval = useStore((store) => {
    const sources = Object.values(store.snapshot?.sources ?? {});
    return Math.min(3_600_000, ...sources.map(({ intervalMs }) => intervalMs));
  });
  const crashed = useCrash() !== null;
  const silent = useClock(
    (now) => takenAt !== null && now - takenAt > Math.max(silentAfter, 3 * interval),
  );
  if (takenAt === null || paused || crashed || !silent) return null;
  return (
    <Banner
      glyph="stale"
      kind="attention"
      action={{ label: 'Scan now', run: () => attempt(call('runAction', 'monitor.scanNow')) }}
    >
      <b>
        No new reading for <Age since={takenAt} />.
      </b>{' '}
      What you see was true then. If this lasts, restart Lookout.
    </Banner>
  );
}
