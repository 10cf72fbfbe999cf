import { Dialog } from '@base-ui/react/dialog';
import { memo, useRef, useState, type CSSProperties, type RefObject } from 'react';
import type { Session } from '../../../shared/model.ts';
import { Ago } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { Empty } from '../../lib/empty.tsx';
import { attempt } from '../../lib/store.ts';
import { plainText, type Line, type Run } from '../../lib/terminal.ts';
import { useLiveScreen, type Live } from './use-live-screen.ts';
import './live-screen.css';

/** What a session's pane shows now, with its colours. It can be read and copied, nothing more. */
export function LiveScreen({ session }: { readonly session: Session }) {
  const [isLarge, setLarge] = useState(false);
  const picture = useRef<HTMLDivElement>(null);
  const live = useLiveScreen(session, picture);
  return (
    <section aria-label="Screen">
      <header className="screen-head">
        <h3>
          Screen <Currency live={live} />
        </h3>
        {live.lines !== null && (
          <button type="button" className="link" onClick={() => setLarge(true)}>
            Enlarge
          </button>
        )}
      </header>
      {isLarge ? null : <Body live={live} name={session.name} picture={picture} />}
      <Dialog.Root open={isLarge} onOpenChange={setLarge}>
        <Dialog.Portal>
          <Dialog.Backdrop className="backdrop" />
          <Dialog.Popup className="screen-large">
            <header className="drawer-head">
              <Dialog.Title>{session.name}</Dialog.Title>
              <span className="muted">
                <Currency live={live} />
              </span>
              <CopyScreen lines={live.lines} />
              <Dialog.Close className="button button-bare drawer-close">Close</Dialog.Close>
            </header>
            <Body live={live} name={session.name} picture={picture} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </section>
  );
}

/** Whether what is seen is the present, in words. */
function Currency({ live }: { readonly live: Live }) {
  if (live.screen?.kind === 'gone') return <span className="faint">closed</span>;
  if (live.screen?.kind === 'failed' || live.failure !== null) {
    return <span className="faint">not readable now</span>;
  }
  if (live.takenAt === null) return <span className="faint">reading…</span>;
  if (live.hold === null) return <span className="faint">live, {live.columns} columns</span>;
  return (
    <span className="faint">
      {live.hold === 'selection' ? 'held while text is selected' : 'as it was'}{' '}
      <Ago at={live.takenAt} />
    </span>
  );
}

function CopyScreen({ lines }: { readonly lines: readonly Line[] | null }) {
  if (lines === null) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => attempt(call('copyText', plainText(lines)), 'Screen copied as text.')}
    >
      Copy as text
    </button>
  );
}

interface BodyProps {
  readonly live: Live;
  readonly name: string;
  readonly picture: RefObject<HTMLDivElement | null>;
}

function Body({ live, name, picture }: BodyProps) {
  const { screen, failure, lines } = live;
  if (failure !== null) return <p className="muted">{failure}</p>;
  if (screen?.kind === 'gone') {
    return (
      <Empty glyph="dead" title={screen.reason}>
        <p className="muted">What it did until then is above.</p>
      </Empty>
    );
  }
  return (
    <>
      {screen?.kind === 'failed' && (
        <p className="screen-note">
          {screen.problem.message} {screen.problem.action}
        </p>
      )}
      {screen?.kind === 'shown' && screen.ended !== null && (
        <p className="screen-note">{screen.ended} This is what it left.</p>
      )}
      {screen?.kind === 'shown' && screen.isScrolled && (
        <p className="screen-note">Somebody scrolls in this pane. This is its newest output.</p>
      )}
      <Picture lines={lines} columns={live.columns} name={name} picture={picture} />
    </>
  );
}

interface PictureProps {
  readonly lines: readonly Line[] | null;
  readonly columns: number;
  readonly name: string;
  readonly picture: RefObject<HTMLDivElement | null>;
}

type Columns = CSSProperties & { readonly '--columns': number };

function Picture({ lines, columns, name, picture }: PictureProps) {
  const style: Columns = { '--columns': Math.max(columns, 1) };
  return (
    <div className="screen-frame" ref={picture}>
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <section className="screen" aria-label={`Screen of ${name}`} style={style} tabIndex={0}>
        {lines?.map((line, row) => (
          // oxlint-disable-next-line react/no-array-index-key -- a row is its place
          <Row key={row} line={line} />
        ))}
      </section>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex */}
    </div>
  );
}

/** Drawn again only when it looks different: what is selected elsewhere stays selected. */
const Row = memo(
  ({ line }: { readonly line: Line }) => (
    <div className="screen-row">
      {line.runs.map((run, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a run is its place
        <Cells key={place} run={run} />
      ))}
      {line.runs.length === 0 && '\n'}
    </div>
  ),
  (before, after) => before.line.id === after.line.id,
);

function Cells({ run }: { readonly run: Run }) {
  const isOwn =
    run.isPlain && run.ink === null && !run.isBold && !run.isItalic && run.line === null;
  if (isOwn && !run.isCursor) return <span>{run.text}</span>;
  const style: CSSProperties = {
    color: run.ink ?? undefined,
    background: run.ground ?? undefined,
    fontWeight: run.isBold ? 700 : undefined,
    fontStyle: run.isItalic ? 'italic' : undefined,
    textDecoration: run.line ?? undefined,
    width: run.isPlain ? undefined : `${run.columns}ch`,
  };
  const kinds = [!run.isPlain && 'screen-cell', run.isCursor && 'screen-cursor'].filter(Boolean);
  return (
    <span className={kinds.length > 0 ? kinds.join(' ') : undefined} style={style}>
      {run.text}
    </span>
  );
}
