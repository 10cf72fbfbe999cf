import type { ReactNode } from 'react';
import { call } from '../../lib/api.ts';
import { attempt } from '../../lib/store.ts';

interface Props {
  readonly title: string;
  /** null: there is none, and the children say why. */
  readonly sql: string | null;
  readonly children?: ReactNode;
}

/** Some SQL under its title, to read and to copy. */
export function Sql({ title, sql, children }: Props) {
  return (
    <section aria-label={title}>
      <header className="text-head">
        <h3>{title}</h3>
        {sql !== null && (
          <button
            type="button"
            className="link"
            aria-label={`Copy: ${title}`}
            onClick={() => attempt(call('copyText', sql), 'SQL copied.')}
          >
            Copy
          </button>
        )}
      </header>
      {sql === null ? <p className="faint">{children}</p> : <pre className="sql">{sql}</pre>}
    </section>
  );
}
