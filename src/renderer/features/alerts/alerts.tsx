import { useMemo, useState, type KeyboardEvent } from 'react';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { Alert } from '../../../shared/model.ts';
import { count, duration } from '../../../shared/words.ts';
import { Age, Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { useClock } from '../../lib/clock.ts';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Empty } from '../../lib/empty.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { Pill } from '../../lib/pill.tsx';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { AlertDetail } from './alert-detail.tsx';
import {
  alertFilters,
  passes,
  severityGlyphs,
  severityTitles,
  stateOf,
  stateTitles,
  type AlertFilter,
} from './alert-words.ts';
import { useAlertLog } from './use-alert-log.ts';
import './alerts.css';

/** What fired, since when, whether it is over, and what was done about it. */
export function Alerts() {
  const { alerts, failure, more } = useAlertLog();
  const chosen = useStore(({ place }) => (place.view === 'alerts' ? (place.alert ?? null) : null));
  const unread = useStore((store) => store.snapshot?.alerts.unread ?? 0);
  const [filter, setFilter] = useState<AlertFilter>('all');
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const shown = useMemo(
    () => (alerts ?? []).filter((alert) => passes(alert, filter, minute)),
    [alerts, filter, minute],
  );
  const current =
    alerts?.find(({ id }) => id === chosen) ?? (chosen === null ? shown[0] : undefined);

  return (
    <div className={`alert-columns${chosen === null ? '' : ' alert-picked'}`}>
      <section className="panel alerts-panel" aria-label="Alerts">
        <h1 className="visually-hidden">Alerts</h1>
        <div className="toolbar">
          <Filters alerts={alerts ?? []} value={filter} now={minute} onChange={setFilter} />
          <div className="toolbar-end">
            <button type="button" className="button" onClick={() => goTo({ view: 'settings' })}>
              Rules…
            </button>
            <button
              type="button"
              className="button"
              disabled={unread === 0}
              onClick={() => attempt(call('acknowledgeAlerts', 'all'))}
            >
              Acknowledge all
            </button>
          </div>
        </div>
        {failure !== null && <p className="alert-failure">{failure}</p>}
        {shown.length === 0 ? (
          <Nothing loaded={alerts !== null} any={(alerts ?? []).length > 0} />
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the grid inside
          <div className="alerts-keys" onKeyDown={(event) => onKey(event, current)}>
            <DataTable
              label="Alerts"
              className="alerts-table"
              rows={shown}
              columns={columns}
              rowKey={keyOf}
              rowHeight={48}
              selected={current === undefined ? null : keyOf(current)}
              onSelect={select}
            />
          </div>
        )}
        {more !== null && (
          <button type="button" className="link" onClick={more}>
            Show older alerts
          </button>
        )}
      </section>
      {(alerts ?? []).length > 0 && (
        <aside className="panel alert-detail scroll" aria-label="Selected alert">
          {current === undefined ? (
            <Empty glyph="info" title="No alert is selected." />
          ) : (
            <AlertDetail
              key={current.id}
              alert={current}
              log={alerts ?? []}
              onClose={chosen === null ? undefined : () => select(null)}
            />
          )}
        </aside>
      )}
    </div>
  );
}

const keyOf = ({ id }: Alert): string => String(id);

const select = (key: string | null): void =>
  goTo({ view: 'alerts', ...(key !== null && { alert: Number(key) }) });

/** Keys on the list: Enter opens what it is about, A acknowledges. */
function onKey(event: KeyboardEvent, alert: Alert | undefined): void {
  if (alert === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && event.target instanceof HTMLTableElement) goTo(alert.target);
  else if (event.key === 'a' && alert.acknowledgedAt === null) {
    attempt(call('acknowledgeAlerts', [alert.id]));
  } else return;
  event.preventDefault();
}

const columns: readonly Column<Alert>[] = [
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => (
      <span className="severity">
        <Glyph name={severityGlyphs[severity]} />
        <span className="clip">{severityTitles[severity]}</span>
      </span>
    ),
    value: ({ severity }) => ['critical', 'warning', 'info'].indexOf(severity),
  },
  {
    id: 'what',
    header: 'What',
    cell: ({ text, subject }) => (
      <div className="two-lines">
        <span className="clip" title={text}>
          {text}
        </span>
        <span className="clip">{subject}</span>
      </div>
    ),
    value: ({ text }) => text,
  },
  { id: 'state', header: 'State', cell: (alert) => <State alert={alert} /> },
  {
    id: 'fired',
    header: 'Fired',
    numeric: true,
    cell: ({ firedAt }) => <Time at={firedAt} />,
    value: ({ firedAt }) => -firedAt,
  },
  {
    id: 'lasted',
    header: 'Lasted',
    numeric: true,
    cell: ({ firedAt, endedAt }) =>
      endedAt === null ? <Age since={firedAt} /> : duration(endedAt - firedAt),
    value: ({ firedAt, endedAt }) => (endedAt === null ? null : endedAt - firedAt),
  },
];

function State({ alert }: { readonly alert: Alert }) {
  const state = useClock((now) => stateOf(alert, now));
  return <Pill kind={state === 'new' ? 'attention' : 'quiet'}>{stateTitles[state]}</Pill>;
}

interface FiltersProps {
  readonly alerts: readonly Alert[];
  readonly value: AlertFilter;
  readonly now: number;
  readonly onChange: (value: AlertFilter) => void;
}

function Filters({ alerts, value, now, onChange }: FiltersProps) {
  return (
    <ToggleGroup
      className="segments"
      aria-label="Show alerts that are"
      value={[value]}
      onValueChange={([id]) => {
        const filter = alertFilters.find((one) => one === id);
        if (filter !== undefined) onChange(filter);
      }}
    >
      {alertFilters.map((id) => (
        <Toggle key={id} value={id} className="segment state-segment">
          {id}
          <b>{count(alerts.filter((alert) => passes(alert, id, now)).length)}</b>
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

function Nothing({ loaded, any }: { readonly loaded: boolean; readonly any: boolean }) {
  if (!loaded) return <Empty glyph="stale" title="Reading the alert log…" />;
  if (any) {
    return (
      <Empty glyph="fine" title="None of the alerts is one of these.">
        <p className="muted">Choose “all” to see what has been.</p>
      </Empty>
    );
  }
  return (
    <Empty glyph="fine" title="No alert has fired here yet.">
      <p className="muted">
        When one of your rules finds something, it is told once and stays listed here.
      </p>
      <button type="button" className="link" onClick={() => goTo({ view: 'settings' })}>
        See the rules
      </button>
    </Empty>
  );
}
