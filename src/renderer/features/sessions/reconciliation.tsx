import type { ReactNode } from 'react';
import type { Reconciliation as Lists, Session } from '../../../shared/model.ts';
import { count, plural } from '../../../shared/words.ts';
import { Empty } from '../../lib/empty.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { Panel } from '../../lib/panel.tsx';
import { stateTitles } from '../../lib/session-words.ts';
import { SessionLink } from '../../lib/links.tsx';
import { goTo, useStore } from '../../lib/store.ts';

/** Entries listed at most; the rest is counted. */
const most = 200;

/** Where tmux and the database differ, and what follows from it. */
export function Reconciliation() {
  const lists = useStore((store) => store.snapshot?.reconciliation ?? null);
  if (lists === null) return null;
  if (Object.values(lists).every((list) => list.length === 0)) {
    return (
      <Panel title="Against the database" className="fill" from={['assigner', 'tmux']}>
        <Empty title="tmux and the database agree.">
          <p className="muted">Every row has its session, and every status fits what was seen.</p>
        </Empty>
      </Panel>
    );
  }
  return (
    <div className="differences scroll">
      <Names
        title="Ghosts"
        names={lists.ghosts}
        meaning="In the database, not in tmux. A worker may hand them tasks, which then time out."
      />
      <Disagreeing names={lists.disagreeing} />
      <Names
        title="Untracked"
        names={lists.untracked}
        meaning="In tmux with an agent, not in the database. No worker knows them."
        linked
      />
      <Prompts
        title="Orphaned prompts"
        ids={lists.orphanedPrompts}
        meaning="Assigned to a session that is gone, ready or dead: nobody works on them."
      />
      <Prompts
        title="Overdue prompts"
        ids={lists.overduePrompts}
        meaning="In flight for longer than their own timeout."
      />
    </div>
  );
}

interface DifferenceProps {
  readonly title: string;
  readonly meaning: string;
  readonly size: number;
  readonly children: ReactNode;
}

function Difference({ title, meaning, size, children }: DifferenceProps) {
  return (
    <Panel title={title} note={size === 0 ? 'none' : count(size)} from={['assigner', 'tmux']}>
      <p className="muted">{meaning}</p>
      {size > 0 && <ul className="names">{children}</ul>}
      {size > most && <p className="faint">and {plural(size - most, 'more', 'more')}</p>}
    </Panel>
  );
}

interface NamesProps {
  readonly title: string;
  readonly meaning: string;
  readonly names: Lists['ghosts'];
  readonly linked?: boolean;
}

function Names({ title, meaning, names, linked = false }: NamesProps) {
  return (
    <Difference title={title} meaning={meaning} size={names.length}>
      {names.slice(0, most).map((name) => (
        <li key={name}>
          {linked ? <SessionLink name={name} /> : <span className="breakable">{name}</span>}
        </li>
      ))}
    </Difference>
  );
}

const noSessions: readonly Session[] = [];

function Disagreeing({ names }: { readonly names: Lists['disagreeing'] }) {
  const sessions = useStore((store) => store.snapshot?.sessions) ?? noSessions;
  return (
    <Difference
      title="Disagreeing"
      meaning="The database says one thing, what was seen says another. Workers go by the database."
      size={names.length}
    >
      {names.slice(0, most).map((name) => {
        const session = sessions.find((one) => one.name === name);
        return (
          <li key={name} className="disagreement">
            <SessionLink name={name} />
            {session && (
              <>
                <span className="muted">
                  <span className="visually-hidden">seen</span>{' '}
                  <Glyph name={session.state} size={11} /> {stateTitles[session.state]}
                </span>
                <span className="muted">database {session.row?.status ?? 'nothing'}</span>
              </>
            )}
          </li>
        );
      })}
    </Difference>
  );
}

interface PromptsProps {
  readonly title: string;
  readonly meaning: string;
  readonly ids: readonly number[];
}

function Prompts({ title, meaning, ids }: PromptsProps) {
  return (
    <Difference title={title} meaning={meaning} size={ids.length}>
      {ids.slice(0, most).map((id) => (
        <li key={id}>
          <button
            type="button"
            className="link"
            onClick={() => goTo({ view: 'queue', queue: 'prompts', task: id })}
          >
            {id}
          </button>
        </li>
      ))}
    </Difference>
  );
}
