import type { IndexReport, MaintenanceAsk } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { Origin } from '../../lib/origin.tsx';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { MaintenanceDialogs } from './dialogs.tsx';
import { summaryOf } from './index-words.ts';
import { Lists } from './lists.tsx';
import { Outcome } from './outcome.tsx';
import './maintenance.css';

const none: readonly IndexReport[] = [];

/** Every index of the catalogue, what can be done about it, and what was done. */
export function Maintenance() {
  const indexes = useStore((store) => store.snapshot?.indexes) ?? none;
  const last = useMaintenance(({ state }) => state?.last ?? null);
  return (
    <div className="maintenance">
      {indexes.length > 0 ? (
        <Head indexes={indexes} />
      ) : (
        <h1 className="visually-hidden">Maintenance</h1>
      )}
      {last && last.outcome.kind !== 'advice' && <Outcome ended={last} />}
      <Lists indexes={indexes} />
      <MaintenanceDialogs />
    </div>
  );
}

function Head({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const { text, detail, fine, missing } = summaryOf(indexes);
  const isBusy = useMaintenance(({ state }) => state?.running !== null);
  return (
    <div className="maintenance-head">
      <span className="headline-mark">
        <Glyph name={fine ? 'fine' : 'index'} size={18} />
      </span>
      <div className="maintenance-words">
        <h1 className="headline-text">{text}</h1>
        <p className="muted">
          {detail} Compared by definition, not by name. Nothing runs without your yes.{' '}
          <Origin from={both} />
        </p>
      </div>
      <div className="maintenance-steps">
        {others.map(([what, label]) => (
          <button
            key={what}
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => ask(what)}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          className="button"
          onClick={() => attempt(call('runAction', 'maintenance.verify'))}
        >
          Verify
        </button>
        {missing > 0 && (
          <button
            type="button"
            className="button button-primary"
            disabled={isBusy}
            onClick={() => ask('create')}
          >
            Create {missing} missing…
          </button>
        )}
      </div>
    </div>
  );
}

const ask = (what: MaintenanceAsk): void => goTo({ view: 'maintenance', ask: what });

const others = [
  ['backup', 'Back up…'],
  ['check', 'Check…'],
  ['analyze', 'Analyze…'],
  ['optimize', 'Optimize…'],
] as const;

const both = ['assigner', 'architect'] as const;
