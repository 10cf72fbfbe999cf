import { useId, useState, type ReactNode } from 'react';
import { Switch } from '@base-ui/react/switch';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';

interface Shared {
  readonly name: string;
  readonly title: string;
  readonly value: unknown;
  /** What is wrong with the value; null when nothing is. */
  readonly problem: string | null;
  readonly onChange: (value: unknown) => void;
}

interface FrameProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly problem: string | null;
  readonly children: ReactNode;
}

/** A setting's title, control, and below it what is wrong with it or what it means. */
export function Frame({ id, title, hint, problem, children }: FrameProps) {
  return (
    <div className="setting">
      <label className="setting-title" htmlFor={id}>
        {title}
      </label>
      <span className="setting-control">{children}</span>
      {(problem ?? hint) !== undefined && (
        <span
          id={`${id}-say`}
          className={problem === null ? 'setting-hint' : 'setting-hint setting-problem'}
        >
          {problem ?? hint}
        </span>
      )}
    </div>
  );
}

interface TextProps extends Shared {
  readonly placeholder: string;
  readonly hint: string;
}

/** Text; empty is null. */
export function TextField(props: TextProps) {
  const id = useId();
  return (
    <Frame id={id} {...props}>
      <input
        id={id}
        className="field setting-text"
        name={props.name}
        spellCheck={false}
        placeholder={props.placeholder}
        value={typeof props.value === 'string' ? props.value : ''}
        aria-invalid={props.problem !== null}
        aria-describedby={`${id}-say`}
        onChange={({ target }) => props.onChange(target.value === '' ? null : target.value)}
      />
    </Frame>
  );
}

interface NumberProps extends Shared {
  readonly unit: string;
}

/** A number with its unit. What is typed stays as typed, also while it is no number yet. */
export function NumberField(props: NumberProps) {
  const id = useId();
  const [typed, setTyped] = useState(String(props.value));
  const shown =
    Number(typed) === props.value || props.problem !== null ? typed : String(props.value);
  return (
    <Frame id={id} {...props}>
      <input
        id={id}
        className="field setting-number"
        name={props.name}
        inputMode="decimal"
        value={shown}
        aria-invalid={props.problem !== null}
        aria-describedby={props.problem === null ? undefined : `${id}-say`}
        onChange={({ target }) => {
          setTyped(target.value);
          const trimmed = target.value.trim().replace(',', '.');
          props.onChange(trimmed === '' ? Number.NaN : Number(trimmed));
        }}
      />
      <span className="setting-unit muted">{props.unit}</span>
    </Frame>
  );
}

interface ChoiceProps extends Shared {
  readonly choices: readonly (readonly [value: string, title: string])[];
}

/** One of a few. */
export function ChoiceField({ title, value, problem, choices, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <Frame id={id} title={title} problem={problem}>
      <ToggleGroup
        id={id}
        className="segments"
        aria-label={title}
        value={[String(value)]}
        onValueChange={([next]) => {
          if (next !== undefined) onChange(next);
        }}
      >
        {choices.map(([one, word]) => (
          <Toggle key={one} value={one} className="segment">
            {word}
          </Toggle>
        ))}
      </ToggleGroup>
    </Frame>
  );
}

/** Yes or no. */
export function CheckField({ title, value, problem, onChange }: Shared) {
  const id = useId();
  return (
    <Frame id={id} title={title} problem={problem}>
      <Switch.Root
        id={id}
        className="switch"
        aria-label={title}
        checked={value === true}
        onCheckedChange={onChange}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </Frame>
  );
}
