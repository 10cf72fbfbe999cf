import { useEffect, type ComponentType } from 'react';
import type { Target } from '../shared/model.ts';
import { Alerts } from './features/alerts/alerts.tsx';
import { History } from './features/history/history.tsx';
import { Maintenance } from './features/maintenance/maintenance.tsx';
import { RunningStrip } from './features/maintenance/running-strip.tsx';
import { Overview } from './features/overview/overview.tsx';
import { Queue } from './features/queue/queue.tsx';
import { Sessions } from './features/sessions/sessions.tsx';
import { Settings } from './features/settings/settings.tsx';
import { Announcer } from './features/shell/announcer.tsx';
import { Banners } from './features/shell/banners.tsx';
import { Footer } from './features/shell/footer.tsx';
import { Header } from './features/shell/header.tsx';
import { Loading } from './features/shell/loading.tsx';
import { NoticeLine } from './features/shell/notice-line.tsx';
import { Palette } from './features/shell/palette.tsx';
import { useShortcuts } from './features/shell/shortcuts.ts';
import { Sidebar } from './features/shell/sidebar.tsx';
import { useStore } from './lib/store.ts';
import './features/shell/shell.css';

const viewOf: Readonly<Record<Target['view'], ComponentType>> = {
  overview: Overview,
  queue: Queue,
  sessions: Sessions,
  history: History,
  maintenance: Maintenance,
  alerts: Alerts,
  settings: Settings,
};

/** The frame around the views: navigation, banners, footer, palette. */
export function App() {
  const view = useStore((store) => store.place.view);
  const loaded = useStore((store) => store.snapshot !== null);
  const View = viewOf[view];
  useTheme();
  useShortcuts();

  return (
    <div className="shell">
      <Sidebar />
      <div className="shell-main">
        <Header />
        <Banners />
        <RunningStrip />
        <main className="shell-view scroll" id="view" tabIndex={-1}>
          {loaded || view === 'settings' ? <View /> : <Loading />}
        </main>
        <Footer />
      </div>
      <NoticeLine />
      <Palette />
      <Announcer />
    </div>
  );
}

/** Light or dark by the user's setting; by the system's without one. */
function useTheme(): void {
  const theme = useStore((store) => store.settings?.theme ?? 'system');
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
