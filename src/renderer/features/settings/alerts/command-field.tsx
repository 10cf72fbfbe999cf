import { useId, useState } from 'react';

interface Props {
  readonly name: string;
  readonly title: string;
  readonly value: unknown;
  readonly problem: string | null;
  readonly onChange: (value: unknown) => void;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : '');

/** Empty lines at the end are no arguments. */
function wordsOf(text: string): string[] | null {
  const words = text.replace(/\n+$/, '').split('\n');
  return words.length === 1 && words[0] === '' ? null : words;
}

/** A program and its arguments, one a line: nothing that a shell would have to read. */
export function CommandField({ name, title, value, problem, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(textOf(value));
  const shown = textOf(wordsOf(typed)) === textOf(value) ? typed : textOf(value);
  return (
    <div className="setting command-setting">
      <label className="setting-title" htmlFor={id}>
        {title}
      </label>
      <textarea
        id={id}
        name={name}
        className="field command-field"
        rows={3}
        spellCheck={false}
        placeholder={'off\nthe program, then one argument a line'}
        value={shown}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-say`}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(wordsOf(target.value));
        }}
      />
      <span
        id={`${id}-say`}
        className={problem === null ? 'setting-hint' : 'setting-hint setting-problem'}
      >
        {problem ??
          'Runs at each alert and at its end, without a shell, for at most 10 s. It gets the alert as JSON on its standard input.'}
      </span>
    </div>
  );
}
