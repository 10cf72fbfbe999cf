import type { Session } from '../../../shared/model.ts';
import { Age } from '../../lib/age.tsx';
import type { Column } from '../../lib/data-table.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { Pill } from '../../lib/pill.tsx';
import { badgeTitles, isConcern, stateMeanings, stateTitles } from '../../lib/session-words.ts';

const folderOf = (session: Session): string => session.cwd.split('/').findLast(Boolean) ?? '/';

/** Whether the database says something else than what was seen. */
const isContradicted = (session: Session): boolean =>
  session.disagreeing.some(({ kind }) => kind === 'database');

const State = ({ session }: { readonly session: Session }) => (
  <span className="state" title={stateMeanings[session.state]}>
    <Glyph name={session.state} />
    <b>{stateTitles[session.state]}</b>
  </span>
);

const Name = ({ session }: { readonly session: Session }) => {
  const said = session.detail ?? session.lastLine;
  const [badge] = session.badges;
  return (
    <div className="two-lines">
      <span className="name-line">
        <span className="clip" title={session.name}>
          {session.name}
        </span>
        {badge && <Badges session={session} />}
      </span>
      <span className="clip" title={said}>
        {session.agent ?? 'no agent'}
        {said !== '' && ` · ${said}`}
      </span>
    </div>
  );
};

const Badges = ({ session }: { readonly session: Session }) => {
  const [first, ...more] = session.badges.toSorted(
    (a, b) => Number(isConcern(b)) - Number(isConcern(a)),
  );
  if (first === undefined) return null;
  return (
    <Pill
      kind={session.badges.some(isConcern) ? 'attention' : 'quiet'}
      title={session.badges.map((badge) => badgeTitles[badge][1]).join(' ')}
    >
      {badgeTitles[first][0]}
      {more.length > 0 && ` +${more.length}`}
    </Pill>
  );
};

const Task = ({ session }: { readonly session: Session }) => (
  <div className="two-lines">
    {session.task ? (
      <span className="clip" title={session.task.summary}>
        {session.task.id} {session.task.summary}
      </span>
    ) : (
      <span className="faint no-task">no task</span>
    )}
    <span className="clip" title={session.cwd}>
      {folderOf(session)}
      {session.branch !== null && ` · ${session.branch}`}
      {session.host !== null && ` · on ${session.host}`}
    </span>
  </div>
);

const Belief = ({ session }: { readonly session: Session }) => {
  if (session.row === null) return <span className="faint">no row</span>;
  if (!isContradicted(session)) return <span className="muted clip">{session.row.status}</span>;
  return (
    <Pill kind="attention" title="The database says something else than what was seen.">
      ≠ {session.row.status}
    </Pill>
  );
};

export const sessionColumns: readonly Column<Session>[] = [
  {
    id: 'state',
    header: 'State',
    cell: (session) => <State session={session} />,
    value: ({ state }) => stateTitles[state],
  },
  {
    id: 'since',
    header: 'For',
    numeric: true,
    cell: ({ since }) => <Age since={since} />,
    // Longest last, as an age sorts.
    value: ({ since }) => -since,
  },
  {
    id: 'name',
    header: 'Session',
    cell: (session) => <Name session={session} />,
    value: ({ name }) => name,
  },
  {
    id: 'task',
    header: 'Task, folder and branch',
    cell: (session) => <Task session={session} />,
    value: ({ task }) => task?.id ?? null,
  },
  {
    id: 'row',
    header: 'Database',
    cell: (session) => <Belief session={session} />,
    value: ({ row }) => row?.status ?? null,
  },
];
