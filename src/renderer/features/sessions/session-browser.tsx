import { useDeferredValue, useMemo, useState } from 'react';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { Session } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { DataTable } from '../../lib/data-table.tsx';
import { Empty, Missing } from '../../lib/empty.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { Panel } from '../../lib/panel.tsx';
import { byUrgency, stateTitles } from '../../lib/session-words.ts';
import { goTo, useStore } from '../../lib/store.ts';
import { sessionColumns } from './session-columns.tsx';
import { SessionDetail } from './session-detail.tsx';
import { matches, stateFilters, type StateFilter } from './session-filter.ts';

const none: readonly Session[] = [];

/** Every session in one table, most pressing first, and why the selected one is in its state. */
export function SessionBrowser({ asked }: { readonly asked: string }) {
  const sessions = useStore((store) => store.snapshot?.sessions) ?? none;
  const readable = useStore((store) => store.snapshot?.sources.tmux.state !== 'unavailable');
  const chosen = useStore((store) =>
    store.place.view === 'sessions' ? (store.place.session ?? null) : null,
  );
  const askedState = stateFilters.find(({ id }) => id === asked);
  const [states, setStates] = useState<StateFilter>(askedState?.id ?? 'all');
  const [text, setText] = useState(askedState ? '' : asked);

  // Of hundreds that all change at once the table is drawn when there is time for it.
  const listed = useDeferredValue(sessions);
  const ordered = useMemo(() => listed.toSorted(byUrgency), [listed]);
  const shown = useMemo(
    () => ordered.filter((session) => matches(session, states, text)),
    [ordered, states, text],
  );
  // A link may name a session by its name; the table knows them by key.
  const picked =
    sessions.find(({ key }) => key === chosen) ?? sessions.find(({ name }) => name === chosen);
  const current = picked ?? (chosen === null ? shown[0] : undefined);

  if (!readable && sessions.length === 0) {
    return (
      <Panel title="Sessions" className="fill">
        <Missing from="tmux" what="What the sessions are doing" />
      </Panel>
    );
  }
  return (
    <div className={`session-columns${picked ? ' session-picked' : ''}`}>
      <section className="panel sessions-panel" aria-label="Sessions">
        <div className="toolbar">
          <StateFilters sessions={sessions} value={states} onChange={setStates} />
          <input
            className="field filter"
            type="search"
            data-filter
            aria-label="Filter sessions"
            placeholder="Filter  /"
            title="By name, agent, folder, task or state"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {shown.length === 0 ? (
          <Nothing any={sessions.length > 0} />
        ) : (
          <DataTable
            label="Sessions"
            className="sessions-table"
            rows={shown}
            columns={sessionColumns}
            rowKey={keyOf}
            rowHeight={48}
            selected={current?.key ?? null}
            onSelect={select}
          />
        )}
      </section>
      <aside className="panel session-detail scroll" aria-label="Selected session">
        {current ? (
          <SessionDetail session={current} onClose={picked ? () => select(null) : undefined} />
        ) : (
          <Empty glyph="info" title={chosen === null ? 'No session is selected.' : 'It is gone.'}>
            {chosen !== null && <p className="muted">“{chosen}” is not in tmux any more.</p>}
          </Empty>
        )}
      </aside>
    </div>
  );
}

const keyOf = (session: Session): string => session.key;

/** Keeps the filter that a link asked for: the place changes, and with it only the selection. */
function select(key: string | null): void {
  const { place } = useStore.getState();
  const filter = place.view === 'sessions' ? place.filter : undefined;
  goTo({
    view: 'sessions',
    ...(filter !== undefined && { filter }),
    ...(key !== null && { session: key }),
  });
}

interface StateFiltersProps {
  readonly sessions: readonly Session[];
  readonly value: StateFilter;
  readonly onChange: (value: StateFilter) => void;
}

function StateFilters({ sessions, value, onChange }: StateFiltersProps) {
  return (
    <ToggleGroup
      className="segments"
      aria-label="Show sessions that are"
      value={[value]}
      onValueChange={([id]) => {
        const filter = stateFilters.find((one) => one.id === id);
        if (filter) onChange(filter.id);
      }}
    >
      {stateFilters.map(({ id, has }) => (
        <Toggle key={id} value={id} className="segment state-segment">
          {id !== 'all' && id !== 'other' && <Glyph name={id} size={10} />}
          {id === 'all' || id === 'other' ? id : stateTitles[id]}
          <b>{count(sessions.filter((session) => has(session.state)).length)}</b>
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

function Nothing({ any }: { readonly any: boolean }) {
  return any ? (
    <Empty glyph="info" title="No session fits the filter.">
      <p className="muted">Clear the text, or choose “all”.</p>
    </Empty>
  ) : (
    <Empty glyph="shell" title="No sessions run.">
      <p className="muted">Start one with tmux, and it appears here by itself.</p>
    </Empty>
  );
}
