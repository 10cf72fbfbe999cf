import type { JournalLine } from '../../../shared/maintenance.ts';
import { Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { Empty } from '../../lib/empty.tsx';
import { Breakable } from '../../lib/breakable.tsx';
import { cost } from '../../lib/format.ts';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { Pill } from '../../lib/pill.tsx';
import { attempt, goTo } from '../../lib/store.ts';

const none: readonly JournalLine[] = [];

const verbs: Readonly<Record<JournalLine['action'], string>> = {
  create: 'created',
  replace: 'replaced',
  rollback: 'took back',
  analyze: 'analyzed',
  optimize: 'optimized',
  restore: 'put back the statistics of',
  backup: 'backed up',
};

/** What Lookout did to these databases, newest first, with an undo on each line. */
export function JournalList() {
  const journal = useMaintenance(({ state }) => state?.journal) ?? none;
  if (journal.length === 0) {
    return (
      <Empty glyph="info" title="Lookout has changed nothing here.">
        <p className="muted">Whatever it does is written down here, with a way to undo it.</p>
      </Empty>
    );
  }
  return (
    <div className="journal scroll">
      <table className="table" aria-label="What Lookout has done here">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Result</th>
            <th scope="col">
              <span className="visually-hidden">Undo</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {journal.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Writes the journal to a file. */
export function JournalExport() {
  const isEmpty = useMaintenance(({ state }) => (state?.journal.length ?? 0) === 0);
  if (isEmpty) return null;
  return (
    <button type="button" className="button" onClick={() => attempt(call('exportReport'))}>
      Export as Markdown…
    </button>
  );
}

function Line({ line }: { readonly line: JournalLine }) {
  const { at, action, name, database, created, dropped } = line;
  const isIndex = action === 'create' || action === 'replace' || action === 'rollback';
  const sql = [...dropped.map((text) => `removed: ${text}`), ...created].join('\n');
  return (
    <tr>
      <td>
        <Time at={at} />
      </td>
      <td title={sql}>
        {verbs[action]}{' '}
        {isIndex ? (
          <b className="breakable">
            <Breakable text={name} />
          </b>
        ) : (
          `${database}.db`
        )}{' '}
        {isIndex && <span className="faint">{database}.db</span>}
        {action === 'backup' && <span className="faint breakable">to {name}</span>}
      </td>
      <td>
        <Result line={line} />
      </td>
      <td className="number">
        <Undo line={line} />
      </td>
    </tr>
  );
}

function Result({ line }: { readonly line: JournalLine }) {
  const { outcome, reason, tookMs, changes, undoneBy } = line;
  if (outcome === 'unfinished') return <Pill kind="attention">how it ended is not known</Pill>;
  if (outcome === 'not-done') return <span className="muted">not done: {reason}</span>;
  const [first] = changes;
  const parts = [
    ...(first ? [`${cost(first.before.medianMs)} → ${cost(first.after.medianMs)}`] : []),
    ...(tookMs === null ? [reason] : [`took ${cost(tookMs)}`]),
  ];
  return (
    <>
      <span title={first?.before.title}>{parts.join(', ')}</span>{' '}
      {undoneBy !== null && <Pill>taken back</Pill>}
    </>
  );
}

function Undo({ line: { id, action, canUndo, name, database } }: { readonly line: JournalLine }) {
  const isBusy = useMaintenance(({ state }) => state?.running !== null);
  if (!canUndo) return null;
  const isStatistics = action === 'analyze' || action === 'optimize';
  return (
    <button
      type="button"
      className="button"
      disabled={isBusy}
      aria-label={isStatistics ? `Put the statistics of ${database} back` : `Undo ${name}`}
      onClick={() =>
        isStatistics
          ? attempt(call('restoreStatistics', id))
          : goTo({ view: 'maintenance', ask: 'rollback', index: id })
      }
    >
      {isStatistics ? 'Put back' : 'Undo…'}
    </button>
  );
}
