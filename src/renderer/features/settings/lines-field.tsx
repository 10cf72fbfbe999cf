import { useId, useState } from 'react';
import { Frame } from './fields.tsx';

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
    <Frame id={id} title={title} hint={hint} problem={problem}>
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
    </Frame>
  );
}
