import type { AttentionItem, AttentionKind, Session } from '../../shared/model.ts';
import { count, named, plural } from '../../shared/words.ts';
import type { AttentionInput } from './attention.ts';

/** What sessions and their rows in the database ask a person to look at. */
export function sessionAttention(input: AttentionInput): AttentionItem[] {
  const { sessions } = input;
  const inState = (state: Session['state']) => sessions.filter((s) => s.state === state);
  return [
    ...firstAndRest(inState('waiting'), waiting),
    ...firstAndRest(inState('blocked'), blocked),
    ...firstAndRest(
      inState('dead').filter(({ task }) => task !== null),
      deadWithTask,
    ),
    ...firstAndRest(
      sessions.filter(({ badges }) => badges.includes('stuck')),
      stuck,
    ),
    ...reconciled(input),
  ];
}

interface Wording {
  readonly kind: AttentionKind;
  readonly title: (session: Session) => string;
  readonly more: (n: number) => string;
  readonly detail: (session: Session) => string;
  /** The filter of the sessions view that shows them all. */
  readonly filter: string;
}

const waiting: Wording = {
  kind: 'waiting',
  filter: 'waiting',
  title: ({ name }) => `${name} waits for an answer`,
  more: (n) => `${count(n)} more sessions wait for an answer`,
  detail: ({ detail, lastLine }) => detail ?? lastLine,
};
const blocked: Wording = {
  kind: 'blocked',
  filter: 'blocked',
  title: ({ name }) => `${name} is blocked`,
  more: (n) => `${count(n)} more sessions are blocked`,
  detail: ({ detail, lastLine }) => detail ?? lastLine,
};
const deadWithTask: Wording = {
  kind: 'dead-with-task',
  filter: 'other',
  title: ({ name }) => `${name} ended with a task in hand`,
  more: (n) => `${count(n)} more sessions ended with a task in hand`,
  detail: ({ detail }) => detail ?? 'the agent is gone',
};
const stuck: Wording = {
  kind: 'stuck',
  filter: 'working',
  title: ({ name }) => `${name} seems stuck`,
  more: (n) => `${count(n)} more sessions seem stuck`,
  detail: ({ detail }) => detail ?? 'says that it works, but nothing moves',
};

/** The one that has waited longest by itself; two by themselves; the rest of more in one line. */
function firstAndRest(sessions: readonly Session[], wording: Wording): AttentionItem[] {
  const byAge = sessions.toSorted((a, b) => a.since - b.since);
  const alone = byAge.length <= 2 ? byAge : byAge.slice(0, 1);
  const rest = byAge.slice(alone.length);
  const items = alone.map((session) => about(session, wording));
  const [oldest] = rest;
  if (oldest === undefined) return items;
  const more: AttentionItem = {
    id: `${wording.kind}:more`,
    kind: wording.kind,
    severity: 'attention',
    title: wording.more(rest.length),
    detail: named(rest.map(({ name }) => name)),
    since: oldest.since,
    step: {
      label: 'Show',
      target: { view: 'sessions', filter: wording.filter },
    },
  };
  return [...items, more];
}

const about = (session: Session, wording: Wording): AttentionItem => ({
  id: `${wording.kind}:${session.key}`,
  kind: wording.kind,
  severity: 'attention',
  title: wording.title(session),
  detail: [
    wording.detail(session),
    session.task === null ? '' : `holds task ${count(session.task.id)}`,
  ]
    .filter((part) => part !== '')
    .join(' · '),
  since: session.since,
  step: { label: 'Open', target: { view: 'sessions', session: session.key } },
});

function reconciled({ reconciliation, sessions }: AttentionInput): AttentionItem[] {
  const { ghosts, untracked, disagreeing } = reconciliation;
  const deadTasks = new Set(
    sessions.filter(({ state }) => state === 'dead').map(({ task }) => task?.id),
  );
  const orphaned = reconciliation.orphanedPrompts.filter((id) => !deadTasks.has(id));
  return [
    ...list(
      'orphaned',
      orphaned.map((id) => count(id)),
      {
        severity: 'attention',
        one: (id) => `Prompt ${id} is with a session that does not work on it`,
        many: (n) => `${count(n)} prompts are with sessions that do not work on them`,
        why: 'the session is gone, ready or dead',
        step: { label: 'List', target: { view: 'sessions', filter: 'orphaned' } },
      },
    ),
    ...list('ghosts', ghosts, {
      severity: 'info',
      one: (name) => `${name} is in the database, but not in tmux`,
      many: (n) => `${plural(n, 'session')} in the database do not exist`,
      why: 'the worker may hand them tasks, which then time out',
      step: { label: 'List', target: { view: 'sessions', filter: 'ghost' } },
    }),
    ...list('untracked', untracked, {
      severity: 'info',
      one: (name) => `${name} runs an agent that the database does not know`,
      many: (n) => `${plural(n, 'session')} run agents that the database does not know`,
      why: 'they are never handed a task',
      step: { label: 'List', target: { view: 'sessions', filter: 'untracked' } },
    }),
    ...list('disagreeing', disagreeing, {
      severity: 'info',
      one: (name) => `The database is wrong about ${name}`,
      many: (n) => `The database is wrong about ${plural(n, 'session')}`,
      why: 'its status is not what the screen shows',
      step: { label: 'List', target: { view: 'sessions', filter: 'disagreeing' } },
    }),
  ];
}

interface ListWording {
  readonly severity: AttentionItem['severity'];
  readonly one: (name: string) => string;
  readonly many: (n: number) => string;
  readonly why: string;
  readonly step: AttentionItem['step'];
}

function list(
  kind: AttentionKind,
  names: readonly string[],
  { severity, one, many, why, step }: ListWording,
): AttentionItem[] {
  const [first] = names;
  if (first === undefined) return [];
  const alone = names.length === 1;
  return [
    {
      id: kind,
      kind,
      severity,
      title: alone ? one(first) : many(names.length),
      detail: alone ? why : `${named(names)} · ${why}`,
      since: null,
      step,
    },
  ];
}
