import type { ReactNode } from 'react';
import type { HelpfulIndex, MaintenanceTab } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { attempt, goTo } from '../../lib/store.ts';

interface HelpfulProps {
  readonly title: string;
  readonly indexes: readonly HelpfulIndex[];
  readonly tab: MaintenanceTab;
}

/** Indexes that would help, each with its SQL and the way to it. */
export function Helpful({ title, indexes, tab }: HelpfulProps) {
  return (
    <div>
      <h3>{title}</h3>
      {indexes.map((index) => (
        <HelpfulLine key={index.name} index={index} tab={tab} />
      ))}
    </div>
  );
}

interface LineProps {
  readonly index: HelpfulIndex;
  /** Where to come back to from the dialog. */
  readonly tab: MaintenanceTab;
  /** What is known of it. */
  readonly children?: ReactNode;
}

/** One index: one of the catalogue can be made here, another one's SQL can be taken along. */
export function HelpfulLine({ index: { name, sql, isOfCatalogue }, tab, children }: LineProps) {
  const isBusy = useMaintenance(({ state }) => state?.running !== null);
  return (
    <div className="helpful">
      <div className="helpful-text">
        <code className="breakable">
          <Breakable text={sql} />
        </code>
        {children}
      </div>
      {isOfCatalogue ? (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          aria-label={`Preview and create ${name}…`}
          onClick={() => goTo({ view: 'maintenance', index: name, ask: 'create', tab })}
        >
          Preview and create…
        </button>
      ) : (
        <button
          type="button"
          className="button"
          aria-label={`Copy the SQL of ${name}`}
          onClick={() => attempt(call('copyText', sql), 'SQL copied.')}
        >
          Copy SQL
        </button>
      )}
    </div>
  );
}
