import {
  alertKinds,
  alertWords,
  defaultAlerts,
  type AlertKind,
} from '../../../../shared/alerts.ts';
import { CheckField } from '../fields.tsx';
import { at, type Draft } from '../draft.ts';
import { CommandField } from './command-field.tsx';
import { Hours } from './hours.tsx';
import { RuleRow } from './rule-row.tsx';
import './alert-settings.css';

export interface AlertFieldsProps {
  /** All settings as they are typed. */
  readonly draft: Draft;
  /** What is wrong, by dotted path. */
  readonly problems: ReadonlyMap<string, string>;
  readonly change: (path: string, value: unknown) => void;
}

const isList = (value: unknown): value is readonly Draft[] => Array.isArray(value);

/** Which rules there are, and how a person is told. */
export function AlertSettings({ draft, problems, change }: AlertFieldsProps) {
  const found = at(draft, 'alerts.rules');
  const rules = isList(found) ? found : [];
  const field = (path: string, title: string) => ({
    name: path,
    title,
    value: at(draft, path),
    problem: problems.get(path) ?? null,
    onChange: (value: unknown) => change(path, value),
  });
  return (
    <>
      <fieldset className="alert-rules">
        <legend>Alerts</legend>
        <p className="setting-note muted">
          Each fires once, when what it says has come to pass, and says when it is over. Trying a
          rule runs it, as it is typed here, over the week on record: nothing is told or saved, and
          watching goes on meanwhile.
        </p>
        <ul>
          {rules.map((rule, i) => (
            <RuleRow
              key={String(rule['id'])}
              path={`alerts.rules.${i}`}
              draft={draft}
              problems={problems}
              change={change}
              onRemove={() => change('alerts.rules', rules.toSpliced(i, 1))}
            />
          ))}
        </ul>
        <AddRule onAdd={(kind) => change('alerts.rules', [...rules, newRule(kind, rules)])} />
      </fieldset>
      <fieldset>
        <legend>How alerts reach you</legend>
        <CheckField {...field('alerts.notify', 'Desktop notifications')} />
        <CheckField {...field('alerts.notifyEnd', 'Also say when it is over')} />
        <QuietHours draft={draft} problems={problems} change={change} />
        <CommandField {...field('alerts.command', 'Command')} />
      </fieldset>
    </>
  );
}

function QuietHours({ draft, problems, change }: AlertFieldsProps) {
  const isOn = at(draft, 'alerts.quiet') !== null;
  return (
    <>
      <CheckField
        name="alerts.quiet"
        title="Quiet hours: what fires in them is told afterwards, in one message"
        value={isOn}
        problem={null}
        onChange={(on) =>
          change('alerts.quiet', on === true ? { from: '22:00', to: '07:00' } : null)
        }
      />
      {isOn && (
        <div className="setting">
          <span className="setting-title">Quiet</span>
          <Hours path="alerts.quiet" draft={draft} problems={problems} change={change} />
        </div>
      )}
    </>
  );
}

interface AddProps {
  readonly onAdd: (kind: AlertKind) => void;
}

/** One more rule of any kind: the same sentence with other figures, say. */
function AddRule({ onAdd }: AddProps) {
  return (
    <p className="rule-add">
      <select
        className="field"
        aria-label="Add a rule"
        value=""
        onChange={({ target }) => {
          const kind = alertKinds.find((one) => one === target.value);
          if (kind !== undefined) onAdd(kind);
        }}
      >
        <option value="">Add a rule…</option>
        {alertKinds.map((kind) => (
          <option key={kind} value={kind}>
            {alertWords[kind].map((part) => (typeof part === 'string' ? part : '…')).join('')}
          </option>
        ))}
      </select>
    </p>
  );
}

/** A rule of this kind as it comes, under an id that no other rule has. */
function newRule(kind: AlertKind, rules: readonly Draft[]): unknown {
  const taken = new Set(rules.map(({ id }) => id));
  let id: string = kind;
  for (let n = 2; taken.has(id); n++) id = `${kind}-${n}`;
  return { ...defaultAlerts.rules.find((rule) => rule.kind === kind), id };
}
