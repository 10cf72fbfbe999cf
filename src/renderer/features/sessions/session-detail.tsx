import { attachCommand, socketOf } from '../../../shared/attach.ts';
import { remoteName } from '../../../shared/remote-sources.ts';
import type { Evidence, Session } from '../../../shared/model.ts';
import { Age, Ago, Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { Pill } from '../../lib/pill.tsx';
import { badgeTitles, isConcern, stateMeanings, stateTitles } from '../../lib/session-words.ts';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { LiveScreen } from './live-screen.tsx';
import { Timeline } from './timeline.tsx';

interface Props {
  readonly session: Session;
  /** Absent while the first row stands in for a choice. */
  readonly onClose: (() => void) | undefined;
}

/** Why this session is in its state, what it holds, and how to get to it. */
export function SessionDetail({ session, onClose }: Props) {
  const { name, paneId, agent, agentVersion, panePid, cwd, branch, host } = session;
  return (
    <>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="breakable">{name}</h2>
          {onClose && (
            <button type="button" className="button button-bare detail-close" onClick={onClose}>
              Close
            </button>
          )}
        </div>
        <p className="faint">
          {[paneId, agent && `${agent} ${agentVersion ?? ''}`.trim(), panePid && `pid ${panePid}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="muted breakable">
          {[cwd, branch, host && `on ${host}`].filter(Boolean).join(' · ')}
        </p>
        {session.badges.length > 0 && (
          <p className="detail-badges">
            {session.badges.map((badge) => (
              <Pill
                key={badge}
                kind={isConcern(badge) ? 'attention' : 'quiet'}
                title={badgeTitles[badge][1]}
              >
                {badgeTitles[badge][0]}
              </Pill>
            ))}
          </p>
        )}
      </header>
      {host !== null && <HostTrouble host={host} />}
      <Why session={session} />
      <Timeline session={session} />
      <LiveScreen session={session} />
      <Held session={session} />
      <Attach session={session} />
    </>
  );
}

/** What is seen of a session on a host that does not answer was true once. */
function HostTrouble({ host }: { readonly host: string }) {
  const source = useStore((store) => store.snapshot?.sources[remoteName(host)] ?? null);
  if (source === null || source.problem === null) return null;
  return (
    <p className="host-trouble">
      <Glyph name="stale" size={12} />
      <span>
        {source.problem.message} What stands here was true{' '}
        {source.lastReadAt === null ? 'before' : <Ago at={source.lastReadAt} />}.
      </span>
    </p>
  );
}

function Why({ session }: { readonly session: Session }) {
  const { state, since, until, detail, evidence, disagreeing } = session;
  return (
    <section aria-label={`Why ${stateTitles[state]}`}>
      <h3 className="why-title">
        <Glyph name={state} />
        Why “{stateTitles[state]}”
        <span className="faint">
          for <Age since={since} />
          {until !== null && (
            <>
              , until <Time at={until} />
            </>
          )}
        </span>
      </h3>
      <p className="muted breakable">{detail ?? stateMeanings[state]}</p>
      <ul className="evidence">
        {evidence.map((one) => (
          <EvidenceLine
            key={`${one.kind} ${one.rule ?? ''} ${one.text}`}
            evidence={one}
            state={state}
            against={false}
          />
        ))}
        {disagreeing.map((one) => (
          <EvidenceLine
            key={`${one.kind} ${one.rule ?? ''} ${one.text}`}
            evidence={one}
            state={state}
            against
          />
        ))}
      </ul>
    </section>
  );
}

interface EvidenceProps {
  readonly evidence: Evidence;
  readonly state: Session['state'];
  readonly against: boolean;
}

function EvidenceLine({ evidence, state, against }: EvidenceProps) {
  const supports = !against && evidence.says === state;
  const word = against ? 'against' : supports ? 'for' : 'seen';
  return (
    <li>
      <span className={`evidence-side evidence-${word}`}>
        <span aria-hidden="true">{against ? '✗' : supports ? '✓' : '·'}</span>
        <span className="visually-hidden">{word}:</span>
      </span>
      <span className="breakable" title={evidence.rule && `rule ${evidence.rule}`}>
        {evidence.text}
      </span>
      <span className="faint number">
        <Age since={evidence.at} />
      </span>
    </li>
  );
}

function Held({ session }: { readonly session: Session }) {
  const { task, row } = session;
  return (
    <section aria-label="In the database">
      <h3>In the database</h3>
      <dl className="facts">
        <dt>Task</dt>
        <dd className="breakable">
          {task ? (
            <button
              type="button"
              className="link detail-task"
              onClick={() => goTo({ view: 'queue', queue: task.queue, task: task.id })}
            >
              {task.id} {task.summary}
            </button>
          ) : (
            'none'
          )}
        </dd>
        {task && task.assignedAt !== null && (
          <>
            <dt>Assigned</dt>
            <dd>
              <Ago at={task.assignedAt} />
            </dd>
          </>
        )}
        <dt>Status</dt>
        <dd className="breakable">{row ? row.status : 'no row of this name'}</dd>
        {row && row.updatedAt !== null && (
          <>
            <dt>Written</dt>
            <dd>
              <Ago at={row.updatedAt} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Attach({ session }: { readonly session: Session }) {
  const socket = useStore(({ snapshot, settings }) =>
    snapshot === null ? null : socketOf(session, snapshot.watched, settings?.remotes ?? []),
  );
  const command = attachCommand(session, socket);
  return (
    <section className="attach" aria-label="Attach">
      <code className="breakable">{command}</code>
      <span className="attach-ways">
        <button
          type="button"
          className="button button-primary"
          onClick={() => attempt(call('openTerminal', session.key))}
        >
          Open a terminal
        </button>
        <button
          type="button"
          className="button"
          onClick={() => attempt(call('copyText', command), 'Attach command copied.')}
        >
          Copy attach command
        </button>
      </span>
    </section>
  );
}
