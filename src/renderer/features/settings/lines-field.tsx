import { useId, useState } from 'react';

interface Props {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly lines: readonly string[];
  /** What is wrong with one of them; null when nothing is. */
  readonly problem: string | null;
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list, one entry a line. */
export function LinesField({ name, title, hint, placeholder, lines, problem, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(lines.join('\n'));
  return (
    <div className="setting">
      <label className="setting-title" htmlFor={id}>
        {title}
      </label>
      <span className="setting-control">
        <textarea
          id={id}
          name={name}
          className="field setting-text setting-lines"
          rows={Math.max(2, typed.split('\n').length)}
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-say`}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(
              target.value
                .split('\n')
                .map((line) => line.trim())
                .filter(Boolean),
            );
          }}
        />
      </span>
      <span
        id={`${id}-say`}
        className={problem === null ? 'setting-hint' : 'setting-hint setting-problem'}
      >
        {problem ?? hint}
      </span>
    </div>
  );
}
