import type { MaintenanceProgress } from '../../../shared/maintenance.ts';
import type { RunningJob } from '../../../shared/maintenance-job.ts';
import { Age } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { cost } from '../../lib/format.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { attempt } from '../../lib/store.ts';
import { jobNotes, phaseWords } from './measure-words.ts';
import './running-strip.css';

/** What maintenance is doing, in every view: where it is, what it costs others, and how to stop it. */
export function RunningStrip() {
  const running = useMaintenance(({ state }) => state?.running ?? null);
  const progress = useMaintenance((store) => store.progress);
  if (running === null) return null;
  return (
    <section className="running" aria-label="Maintenance">
      <Glyph name="working" size={14} />
      <div className="running-text">
        <p>
          <b>{running.title}</b>
          {progress && <Subject progress={progress} />}
        </p>
        <p className="muted">
          {running.isCancelling ? (
            'Stopping, and looking at what the database has.'
          ) : (
            <Now running={running} progress={progress} />
          )}
        </p>
      </div>
      {progress && <Bar progress={progress} />}
      <button
        type="button"
        className="button"
        disabled={running.isCancelling}
        onClick={() => attempt(call('cancelMaintenance'))}
      >
        {running.isCancelling ? 'Stopping…' : 'Cancel'}
      </button>
    </section>
  );
}

function Subject({ progress: { name, step, steps } }: { readonly progress: MaintenanceProgress }) {
  return (
    <span className="muted breakable">
      {' '}
      {name}
      {steps > 1 && ` (${step} of ${steps})`}
    </span>
  );
}

interface NowProps {
  readonly running: RunningJob;
  readonly progress: MaintenanceProgress | null;
}

function Now({ running, progress }: NowProps) {
  if (progress === null) {
    return (
      <>
        For <Age since={running.startedAt} />. {jobNotes[running.job]}
      </>
    );
  }
  const { phase, writersWaitMs } = progress;
  return (
    <>
      {phaseWords[phase]}.{' '}
      {writersWaitMs > 0 && `The application’s writers wait, for ${cost(writersWaitMs)} so far. `}
      {jobNotes[running.job]}
    </>
  );
}

function Bar({ progress }: { readonly progress: MaintenanceProgress }) {
  const { elapsedMs, estimateMs } = progress;
  const isLate = estimateMs !== null && elapsedMs > estimateMs;
  return (
    <div className="running-bar">
      <span className="number">
        {cost(elapsedMs)}
        {estimateMs !== null && ` of about ${cost(estimateMs)}`}
      </span>
      {estimateMs === null || isLate ? (
        <progress aria-label="Elapsed against expected" />
      ) : (
        <progress aria-label="Elapsed against expected" value={elapsedMs} max={estimateMs} />
      )}
    </div>
  );
}
