import { at } from '../draft.ts';
import type { AlertFieldsProps } from './alert-settings.tsx';

interface Props extends AlertFieldsProps {
  /** Where `{ from, to }` lies. */
  readonly path: string;
}

/** Two times of day. */
export function Hours({ path, draft, problems, change }: Props) {
  const problem = [path, `${path}.from`, `${path}.to`]
    .map((one) => problems.get(one))
    .find(Boolean);
  return (
    <span className="hours">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="hours-end">
          {end}
          <input
            type="time"
            className="field"
            required
            value={String(at(draft, `${path}.${end}`))}
            aria-invalid={problem !== undefined}
            onChange={({ target }) => change(`${path}.${end}`, target.value)}
          />
        </label>
      ))}
      {problem !== undefined && <span className="setting-hint setting-problem">{problem}</span>}
    </span>
  );
}
