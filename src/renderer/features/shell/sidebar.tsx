import { useStore, goTo } from '../../lib/store.ts';
import { count, plural } from '../../../shared/words.ts';
import { SourceList } from './source-list.tsx';
import { views } from './views.ts';
import type { Snapshot, Target } from '../../../shared/model.ts';

/** Where to go, what each place has to say, and whether the sources can be trusted. */
export function Sidebar() {
  const current = useStore((store) => store.place.view);
  return (
    <aside className="sidebar" aria-label="Lookout">
      <div className="brand">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" strokeWidth="2" />
          <circle cx="9" cy="9" r="2.75" fill="var(--waiting)" />
        </svg>
        Lookout
      </div>
      <nav aria-label="Views">
        {views.map(({ view, label }) => (
          <button
            key={view}
            type="button"
            className="nav-item"
            aria-current={view === current ? 'page' : undefined}
            onClick={() => goTo({ view })}
          >
            {label}
            <NavBadge view={view} />
          </button>
        ))}
      </nav>
      <SourceList />
    </aside>
  );
}

interface BadgeText {
  readonly text: string;
  readonly long: string;
  readonly calls: boolean;
}

function NavBadge({ view }: { readonly view: Target['view'] }) {
  const text = useStore((store) => store.snapshot && badgeOf(view, store.snapshot)?.text);
  const long = useStore((store) => store.snapshot && badgeOf(view, store.snapshot)?.long);
  const calls = useStore((store) => (store.snapshot && badgeOf(view, store.snapshot))?.calls);
  if (!text) return null;
  return (
    <span className={`nav-badge${calls === true ? ' nav-badge-calls' : ''}`}>
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{long}</span>
    </span>
  );
}

/** What a view's badge says; null when there is nothing to say. */
function badgeOf(view: Target['view'], snapshot: Snapshot): BadgeText | null {
  if (view === 'queue') {
    const { prompts, task_queue: tasks } = snapshot.queues;
    const waiting = (prompts?.waiting ?? 0) + (tasks?.waiting ?? 0);
    if (waiting === 0) return null;
    return { text: count(waiting), long: `${plural(waiting, 'task')} waiting`, calls: false };
  }
  if (view === 'sessions') {
    const waiting = snapshot.sessions.filter((session) => session.state === 'waiting').length;
    if (waiting === 0) return null;
    return {
      text: `${count(waiting)} waiting`,
      long: `${plural(waiting, 'session')} waiting for you`,
      calls: true,
    };
  }
  if (view === 'alerts') {
    const { unread } = snapshot.alerts;
    if (unread === 0) return null;
    return { text: count(unread), long: `${plural(unread, 'alert')} to look at`, calls: true };
  }
  if (view === 'maintenance') {
    const open = snapshot.indexes.filter(
      ({ state, group }) => group === 'reference' && (state === 'missing' || state === 'drifted'),
    ).length;
    if (open === 0) return null;
    return {
      text: count(open),
      long: `${plural(open, 'index', 'indexes')} to look at`,
      calls: true,
    };
  }
  return null;
}
