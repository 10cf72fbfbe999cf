import { Ago } from '../../lib/age.tsx';
import { cost } from '../../lib/format.ts';
import { count } from '../../../shared/words.ts';
import { useStore } from '../../lib/store.ts';

/** When the picture was taken and what taking it cost. */
export function Footer() {
  return (
    <footer className="footer">
      <Taken />
      <span className="footer-promise">Reading only; nothing is written to these databases</span>
    </footer>
  );
}

function Taken() {
  const snapshot = useStore((store) => store.snapshot);
  if (snapshot === null) return <span>Waiting for the first reading</span>;
  const { timings } = snapshot;
  return (
    <>
      <span>Snapshot {count(snapshot.seq)}</span>
      <span>
        taken <Ago at={snapshot.takenAt} />
      </span>
      <span>tick {cost(timings.tickMs)}</span>
      <span>
        scan {cost(timings.scanMs)}, {count(timings.captured)} of {count(timings.panes)} captured
      </span>
    </>
  );
}
