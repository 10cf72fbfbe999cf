import { useState } from 'react';
import type { MaintenancePlan } from '../../../shared/maintenance.ts';
import { plural } from '../../../shared/words.ts';
import { call } from '../../lib/api.ts';
import { Ask } from '../../lib/ask.tsx';
import { Empty } from '../../lib/empty.tsx';
import { attempt } from '../../lib/store.ts';
import { totalOf } from './measure-words.ts';
import { PlanItem } from './plan-item.tsx';
import { usePlan } from './use-plan.ts';

interface Props {
  /** One index of the catalogue; null: all of the reference that are missing. */
  readonly name: string | null;
  /** Whether an index of that name with another definition is to make way. */
  readonly replaces: boolean;
  readonly onClose: () => void;
}

/** Shows exactly what would be run, with its figures, and runs it on a yes. */
export function PlanDialog({ name, replaces, onClose }: Props) {
  const planning = usePlan(name, replaces);
  const title = replaces
    ? 'Replace this index?'
    : name === null
      ? 'Create missing indexes?'
      : 'Create this index?';
  if (planning.kind === 'planned') {
    return <Planned plan={planning.plan} {...{ title, replaces, onClose }} />;
  }
  return (
    <Ask title={title} note="Nothing has been changed." onClose={onClose} wide>
      {planning.kind === 'planning' ? (
        <p className="muted" aria-busy="true">
          Looking at the tables and timing their queries. This only reads.
        </p>
      ) : (
        <Empty glyph="unavailable" title="It could not be planned.">
          <p className="muted">{planning.message}</p>
        </Empty>
      )}
    </Ask>
  );
}

interface PlannedProps {
  readonly plan: MaintenancePlan;
  readonly title: string;
  readonly replaces: boolean;
  readonly onClose: () => void;
}

function Planned({ plan, title, replaces, onClose }: PlannedProps) {
  const active = plan.indexes.filter(({ action }) => action !== 'none');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(active.filter(({ concerns }) => !concerns.some(isStop)).map(({ name }) => name)),
  );
  const [agreesToWait, setAgreesToWait] = useState(false);
  const doing = active.filter(({ name }) => chosen.has(name));
  const isLong = doing.some(({ concerns }) => concerns.some(({ level }) => level === 'second-yes'));
  const choose = (name: string, isChosen: boolean): void =>
    setChosen(new Set(isChosen ? [...chosen, name] : [...chosen].filter((one) => one !== name)));
  const run = (): void => {
    onClose();
    const only = doing.map(({ name }) => name);
    attempt(call('applyPlan', { planId: plan.id, only, longBuilds: isLong }));
  };
  const verb = replaces ? 'Replace' : 'Create';
  const yes = (
    <>
      {isLong && (
        <label className="check-line">
          <input
            type="checkbox"
            checked={agreesToWait}
            onChange={(event) => setAgreesToWait(event.target.checked)}
          />
          <span>
            The application’s writers may give up while this runs. I want it all the same.
          </span>
        </label>
      )}
      {active.length > 0 && (
        <button
          type="button"
          className="button button-primary"
          disabled={doing.length === 0 || (isLong && !agreesToWait)}
          onClick={run}
        >
          {verb} {plural(doing.length, 'index', 'indexes')}
        </button>
      )}
    </>
  );
  const note =
    active.length === 0 ? 'There is nothing to do here.' : `${totalOf(doing)} Each can be undone.`;
  return (
    <Ask title={title} note={note} onClose={onClose} yes={yes} wide>
      {plan.problems.map(({ database, message }) => (
        <p key={database} className="concern concern-stop">
          {database}.db cannot be looked at: {message}
        </p>
      ))}
      {active.length === 0 && plan.problems.length === 0 && (
        <Empty title={plan.indexes[0]?.reason ?? 'Nothing is missing.'} />
      )}
      {active.map((one) => (
        <PlanItem
          key={`${one.database} ${one.name}`}
          plan={one}
          isChosen={chosen.has(one.name)}
          onChoose={(isChosen) => choose(one.name, isChosen)}
          onLeave={onClose}
        />
      ))}
    </Ask>
  );
}

const isStop = ({ level }: { readonly level: string }): boolean => level === 'stop';
