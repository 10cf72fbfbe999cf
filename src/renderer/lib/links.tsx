import type { QueueName } from '../../shared/model.ts';
import { goTo } from './store.ts';

/** Leads to a session, by its name. */
export function SessionLink({ name }: { readonly name: string }) {
  return (
    <button
      type="button"
      className="link breakable"
      onClick={() => goTo({ view: 'sessions', session: name })}
    >
      {name}
    </button>
  );
}

interface ExampleProps {
  readonly queue: QueueName;
  readonly id: number;
}

/** Leads to one task of many that are alike. */
export function ExampleLink({ queue, id }: ExampleProps) {
  return (
    <button
      type="button"
      className="link"
      aria-label={`Example: task ${id}`}
      onClick={() => goTo({ view: 'queue', queue, task: id })}
    >
      Example
    </button>
  );
}
