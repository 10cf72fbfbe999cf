import { Suspense, useEffect, useState } from 'react';
import { fetchRest, KeysHelp, Palette, viewOf } from './features/views.ts';
import { RunningStrip } from './features/maintenance/running-strip.tsx';
import { Announcer } from './features/shell/announcer.tsx';
import { Banners } from './features/shell/banners.tsx';
import { Footer } from './features/shell/footer.tsx';
import { Header } from './features/shell/header.tsx';
import { Loading } from './features/shell/loading.tsx';
import { NoticeLine } from './features/shell/notice-line.tsx';
import { useShortcuts } from './features/shell/shortcuts.ts';
import { Sidebar } from './features/shell/sidebar.tsx';
import { useStore } from './lib/store.ts';
import './features/shell/shell.css';

/** The frame around the views: navigation, banners, footer, palette. */
export function App() {
  const view = useStore((store) => store.place.view);
  const loaded = useStore((store) => store.snapshot !== null);
  const View = viewOf[view];
  useTheme();
  useShortcuts();
  useRest(loaded);

  return (
    <div className="shell">
      <Sidebar />
      <div className="shell-main">
        <Header />
        <Banners />
        <RunningStrip />
        <main className="shell-view scroll" id="view" tabIndex={-1}>
          <Suspense fallback={null}>
            {loaded || view === 'settings' ? <View /> : <Loading />}
          </Suspense>
        </main>
        <Footer />
      </div>
      <NoticeLine />
      <PaletteOnceAsked />
      <KeysAsked />
      <Announcer />
    </div>
  );
}

/** Not there before it was first asked for; from then on it stays, so that it can close gently. */
function PaletteOnceAsked() {
  const open = useStore((store) => store.paletteOpen);
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  );
}

function KeysAsked() {
  const open = useStore((store) => store.keysOpen);
  return <Suspense fallback={null}>{open && <KeysHelp />}</Suspense>;
}

/** Light or dark by the user's setting; by the system's without one. */
function useTheme(): void {
  const theme = useStore((store) => store.settings?.theme ?? 'system');
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

/** The other views are fetched once the first picture stands and nothing else is to be done. */
function useRest(loaded: boolean): void {
  useEffect(() => {
    if (!loaded) return undefined;
    const idle = requestIdleCallback(() => void fetchRest());
    return () => cancelIdleCallback(idle);
  }, [loaded]);
}
