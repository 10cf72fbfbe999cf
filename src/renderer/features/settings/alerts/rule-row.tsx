import { useState } from 'react';
import { Switch } from '@base-ui/react/switch';
import {
  alertKinds,
  alertRuleSchema,
  alertWords,
  severities,
  type AlertField,
  type AlertRule,
} from '../../../../shared/alerts.ts';
import { at } from '../draft.ts';
import type { AlertFieldsProps } from './alert-settings.tsx';
import { DryRunButton } from './dry-run.tsx';
import { Hours } from './hours.tsx';

interface Props extends AlertFieldsProps {
  /** Where the rule lies: `alerts.rules.3`. */
  readonly path: string;
  readonly onRemove: () => void;
}

const severityTitles = { info: 'info', warning: 'warning', critical: 'critical' } as const;

const fieldTitles: Readonly<Record<AlertField, string>> = {
  threshold: 'limit',
  of: 'how many tasks are looked at',
  forMin: 'minutes',
};

/** One rule: a sentence whose figures are typed where they stand, and what goes with it. */
export function RuleRow({ path, draft, problems, change, onRemove }: Props) {
  const rule = at(draft, path);
  const parsed = alertRuleSchema.safeParse(rule);
  const kind = alertKinds.find((one) => one === at(draft, `${path}.kind`)) ?? 'session-waiting';
  const words = alertWords[kind];
  const isOn = at(draft, `${path}.enabled`) === true;
  const problem = words
    .flatMap((part) => (typeof part === 'string' ? [] : [problems.get(`${path}.${part.field}`)]))
    .find((one) => one !== undefined);
  const sentence = words.map((part) => (typeof part === 'string' ? part : '…')).join('');
  return (
    <li className={`rule${isOn ? '' : ' rule-off'}`}>
      <Switch.Root
        className="switch"
        aria-label={`${sentence}: on`}
        checked={isOn}
        onCheckedChange={(on) => change(`${path}.enabled`, on)}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
      <p className="rule-sentence">
        {words.map((part) =>
          typeof part === 'string' ? (
            part
          ) : (
            <Figure
              key={part.field}
              label={`${fieldTitles[part.field]}: ${sentence}`}
              value={at(draft, `${path}.${part.field}`)}
              isWrong={problems.has(`${path}.${part.field}`)}
              onChange={(value) => change(`${path}.${part.field}`, value)}
            />
          ),
        )}
        .{problem !== undefined && <span className="setting-hint setting-problem">{problem}</span>}
      </p>
      <span className="rule-controls">
        <select
          className="field"
          aria-label={`Severity: ${sentence}`}
          value={String(at(draft, `${path}.severity`))}
          onChange={({ target }) => change(`${path}.severity`, target.value)}
        >
          {severities.map((severity) => (
            <option key={severity} value={severity}>
              {severityTitles[severity]}
            </option>
          ))}
        </select>
        <QuietChoice path={path} sentence={sentence} draft={draft} change={change} />
        <button
          type="button"
          className="button button-bare"
          aria-label={`Remove: ${sentence}`}
          onClick={onRemove}
        >
          Remove
        </button>
      </span>
      {typeof at(draft, `${path}.quiet`) === 'object' && (
        <span className="rule-more">
          <Hours path={`${path}.quiet`} draft={draft} problems={problems} change={change} />
        </span>
      )}
      <DryRunButton
        key={JSON.stringify(rule)}
        rule={parsed.success ? parsed.data : null}
        sentence={sentence}
      />
    </li>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: unknown;
  readonly isWrong: boolean;
  readonly onChange: (value: number) => void;
}

/** A figure inside a sentence; what is typed stays as typed, also while it is no number yet. */
function Figure({ label, value, isWrong, onChange }: FigureProps) {
  const [typed, setTyped] = useState(String(value));
  const shown = Number(typed) === value || isWrong ? typed : String(value);
  return (
    <input
      className="field rule-figure"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={isWrong}
      size={Math.max(2, shown.length)}
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value);
        const trimmed = target.value.trim().replace(',', '.');
        onChange(trimmed === '' ? Number.NaN : Number(trimmed));
      }}
    />
  );
}

type Quiet = AlertRule['quiet'];

const quietChoices: readonly (readonly [id: string, words: string, value: Quiet])[] = [
  ['shared', 'quiet hours as all', 'shared'],
  ['never', 'told at any time', 'never'],
  ['own', 'own quiet hours', { from: '22:00', to: '07:00' }],
];

interface QuietProps extends Pick<AlertFieldsProps, 'draft' | 'change'> {
  readonly path: string;
  readonly sentence: string;
}

function QuietChoice({ path, sentence, draft, change }: QuietProps) {
  const quiet = at(draft, `${path}.quiet`);
  return (
    <select
      className="field"
      aria-label={`When it is told: ${sentence}`}
      value={typeof quiet === 'string' ? quiet : 'own'}
      onChange={({ target }) => {
        const choice = quietChoices.find(([id]) => id === target.value);
        if (choice !== undefined) change(`${path}.quiet`, choice[2]);
      }}
    >
      {quietChoices.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
}
