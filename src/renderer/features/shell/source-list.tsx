import { Popover } from '@base-ui/react/popover';
import { remotesOf } from '../../../shared/remote-sources.ts';
import type { RemoteName, SourceName, SourceStatus } from '../../../shared/model.ts';
import { Age, Ago, Time } from '../../lib/age.tsx';
import { cost } from '../../lib/format.ts';
import { count, duration } from '../../../shared/words.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { isIdle, sourceNames, sourceTitles, stateWords } from '../../lib/sources.ts';
import { useStore } from '../../lib/store.ts';

/** Whether each source can be trusted, at the foot of the sidebar. */
export function SourceList() {
  const sources = useStore((store) => store.snapshot?.sources);
  if (sources === undefined) return null;
  return (
    <section className="sources" aria-label="Sources">
      {sourceNames.map((name) => (
        <Source key={name} name={name} title={sourceTitles[name]} status={sources[name]} />
      ))}
      {remotesOf(sources).map(({ name, host, status }) => (
        <Source key={name} name={name} title={host} status={status} />
      ))}
    </section>
  );
}

const isOff = (status: SourceStatus): boolean => status.problem?.kind === 'not-configured';

interface SourceProps {
  readonly name: SourceName | RemoteName;
  readonly title: string;
  readonly status: SourceStatus;
}

function Source({ name, title, status }: SourceProps) {
  const off = isOff(status);
  const glyph = off || isIdle(status) ? 'off' : status.state;
  return (
    <Popover.Root>
      <Popover.Trigger className="source">
        <Glyph name={glyph} size={11} />
        <span className="clip">
          {title}
          {name === 'tmux' && status.state !== 'unavailable' && <Panes />}
        </span>
        <span className={`source-age source-${glyph}`}>
          <SourceAge status={status} off={off} />
        </span>
        {status.limits.length > 0 && (
          <span className="visually-hidden">with {count(status.limits.length)} limits</span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="right" align="end" sideOffset={10} collisionPadding={12}>
          <Popover.Popup className="popover source-popover">
            <Popover.Title className="popover-title">
              <Glyph name={glyph} />
              {title} is {off ? 'off' : isIdle(status) ? 'not running' : stateWords[status.state]}
            </Popover.Title>
            <SourceDetail status={status} off={off} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Panes() {
  const panes = useStore((store) => store.snapshot?.timings.panes ?? 0);
  return <>, {count(panes)}</>;
}

function SourceAge({ status, off }: { readonly status: SourceStatus; readonly off: boolean }) {
  if (off) return <>off</>;
  if (isIdle(status)) return <>not running</>;
  if (status.state === 'live') {
    if (status.slowedBecause !== null || status.limits.length > 0) return <>limited</>;
    return status.lastReadAt === null ? <>live</> : <Ago at={status.lastReadAt} />;
  }
  if (status.state === 'unavailable') return <>no data</>;
  return (
    <>
      stale <Age since={status.lastReadAt ?? status.since} />
    </>
  );
}

function SourceDetail({ status, off }: { readonly status: SourceStatus; readonly off: boolean }) {
  const { problem } = status;
  return (
    <>
      {problem !== null && (
        <p>
          {problem.message} <b>{problem.action}</b>
        </p>
      )}
      {status.slowedBecause !== null && <p>{status.slowedBecause}</p>}
      {status.limits.map((limit) => (
        <p key={limit.message}>
          {limit.message} <b>{limit.action}</b>
        </p>
      ))}
      <dl className="facts">
        <dt>Source</dt>
        <dd className="breakable">{status.label === '' ? 'none' : status.label}</dd>
        {!off && (
          <>
            <dt>{status.state === 'live' ? 'Live since' : 'Since'}</dt>
            <dd>
              <Time at={status.since} />, <Age since={status.since} />
            </dd>
            <dt>Last read</dt>
            <dd>{status.lastReadAt === null ? 'never' : <Ago at={status.lastReadAt} />}</dd>
            <dt>Cost</dt>
            <dd>
              {cost(status.costMs)}, every {duration(status.intervalMs)}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
