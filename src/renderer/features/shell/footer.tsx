import type { JobKind } from '../../../shared/maintenance-job.ts';
import { Ago } from '../../lib/age.tsx';
import { cost } from '../../lib/format.ts';
import { count } from '../../../shared/words.ts';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { useStore } from '../../lib/store.ts';

/** When the picture was taken and what taking it cost. */
export function Footer() {
  return (
    <footer className="footer">
      <Taken />
      <Footing />
    </footer>
  );
}

/** What of the maintenance jobs changes a database. */
const writing: ReadonlySet<JobKind> = new Set([
  'apply',
  'rollback',
  'analyze',
  'optimize',
  'restore',
]);

function Footing() {
  const job = useMaintenance(({ state }) => state?.running?.job ?? null);
  return (
    <span className="footer-promise">
      {job !== null && writing.has(job)
        ? 'Maintenance is writing, as you asked'
        : 'Nothing is written to a database without your yes'}
    </span>
  );
}

function Taken() {
  const snapshot = useStore((store) => store.snapshot);
  if (snapshot === null) return <span>Waiting for the first reading</span>;
  const { timings } = snapshot;
  return (
    <>
      <span className="footer-read" title={`Snapshot ${count(snapshot.seq)}`}>
        Read <Ago at={snapshot.takenAt} />
      </span>
      {timings.tickMs !== null && (
        <span className="footer-cost">databases in {cost(timings.tickMs)}</span>
      )}
      {timings.scanMs !== null && timings.panes > 0 && (
        <span title="A screen is read when something on it changed.">
          tmux in {cost(timings.scanMs)}, {count(timings.captured)} of {count(timings.panes)}{' '}
          screens
        </span>
      )}
    </>
  );
}
