import type { CopyResult, IndexResult, StatisticsResult } from '../../../shared/maintenance.ts';
import type { EndedJob, JobOutcome } from '../../../shared/maintenance-job.ts';
import { plural, fileSize } from '../../../shared/words.ts';
import { call } from '../../lib/api.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { cost } from '../../lib/format.ts';
import { Glyph, type GlyphName } from '../../lib/glyph.tsx';
import { Pill } from '../../lib/pill.tsx';
import { attempt, goTo } from '../../lib/store.ts';
import { Changes, Figures } from './changes.tsx';

/** What the last job came to, until it is dismissed. */
export function Outcome({ ended }: { readonly ended: EndedJob }) {
  const { glyph, text } = headOf(ended);
  return (
    <section className="panel outcome scroll" aria-label="What came of it" aria-live="polite">
      <header className="outcome-head">
        <Glyph name={glyph} size={16} />
        <h2>{text}</h2>
        <span className="panel-aside">
          {ended.outcome.kind === 'indexes' && (
            <button type="button" className="button" onClick={() => attempt(call('exportReport'))}>
              Export as Markdown…
            </button>
          )}
          <button
            type="button"
            className="button button-bare"
            onClick={() => attempt(call('dismissOutcome'))}
          >
            Dismiss
          </button>
        </span>
      </header>
      <Body outcome={ended.outcome} />
    </section>
  );
}

interface Head {
  readonly glyph: GlyphName;
  readonly text: string;
}

function headOf({ title, outcome, startedAt, endedAt, job }: EndedJob): Head {
  const took = cost(endedAt - startedAt);
  switch (outcome.kind) {
    case 'failed':
      return outcome.refusal === 'cancelled'
        ? { glyph: 'info', text: `${title} was stopped.` }
        : { glyph: 'broken', text: `${title} was not possible.` };
    case 'indexes':
      return indexesHead(outcome.results, job === 'rollback', took);
    case 'advice':
      return { glyph: 'fine', text: 'The advice is ready.' };
    case 'copy':
      return { glyph: 'fine', text: `${outcome.copy.name}, measured on a copy` };
    case 'statistics': {
      const { slower, database, action } = outcome.statistics;
      if (action === 'restore') {
        return { glyph: 'fine', text: `The statistics of ${database}.db are as they were.` };
      }
      return slower.length > 0
        ? { glyph: 'attention', text: `${plural(slower.length, 'query', 'queries')} got slower` }
        : { glyph: 'fine', text: `${title}: no query got slower. It took ${took}.` };
    }
    case 'check':
      return outcome.check.ok
        ? { glyph: 'fine', text: `${outcome.check.database}.db is sound. It took ${took}.` }
        : { glyph: 'broken', text: `${outcome.check.database}.db is damaged.` };
    case 'backup':
      return {
        glyph: 'fine',
        text: `${outcome.backup.database}.db is backed up and checked. It took ${took}.`,
      };
    default:
      return outcome satisfies never;
  }
}

function indexesHead(results: readonly IndexResult[], isUndo: boolean, took: string): Head {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const undone = results.filter(({ outcome }) => outcome === 'not-done');
  const verb = isUndo ? 'taken back' : 'in place';
  if (undone.length === 0) {
    return { glyph: 'fine', text: `${plural(done, 'index', 'indexes')} ${verb}. It took ${took}.` };
  }
  const isStopped = undone.every(({ refusal }) => refusal === 'cancelled');
  return {
    glyph: isStopped ? 'info' : 'attention',
    text: partlyText(done, undone.length, { verb, isStopped }),
  };
}

const are = (n: number): string => (n === 1 ? 'is' : 'are');

/** "1 index is in place, 1 is not." */
function partlyText(
  done: number,
  not: number,
  { verb, isStopped }: { readonly verb: string; readonly isStopped: boolean },
): string {
  const begin = isStopped ? 'Stopped: ' : '';
  return done === 0
    ? `${begin}${plural(not, 'index', 'indexes')} ${are(not)} not ${verb}.`
    : `${begin}${plural(done, 'index', 'indexes')} ${are(done)} ${verb}, ${not} ${are(not)} not.`;
}

function Body({ outcome }: { readonly outcome: JobOutcome }) {
  switch (outcome.kind) {
    case 'failed':
      return <p className="breakable">{outcome.message}</p>;
    case 'indexes':
      return (
        <>
          <Results results={outcome.results} />
          <Figures figures={outcome.figures} />
          {outcome.figures.length > 0 && (
            <Changes changes={outcome.results.flatMap(({ changes }) => changes)} />
          )}
        </>
      );
    case 'advice':
      return null;
    case 'copy':
      return <Copy copy={outcome.copy} />;
    case 'statistics':
      return <Statistics statistics={outcome.statistics} />;
    case 'check':
      return outcome.check.ok ? null : (
        <>
          <p>Stop the writers, keep a copy of the file as it is, and recover from a backup.</p>
          <pre className="sql">{outcome.check.findings.join('\n')}</pre>
        </>
      );
    case 'backup':
      return (
        <p className="breakable">
          {outcome.backup.file} <span className="faint">({fileSize(outcome.backup.bytes)})</span>
        </p>
      );
    default:
      return outcome satisfies never;
  }
}

function Results({ results }: { readonly results: readonly IndexResult[] }) {
  return (
    <ul className="results">
      {results.map((result) => (
        <Result key={`${result.database} ${result.name}`} result={result} />
      ))}
    </ul>
  );
}

function Result({ result }: { readonly result: IndexResult }) {
  const { name, outcome, reason, tookMs, writersWaitedMs, bytes, journalId, statements } = result;
  const isMade = outcome === 'done' && statements.some((sql) => /^CREATE/i.test(sql));
  return (
    <li className="result">
      <Pill kind={outcome === 'done' ? 'good' : outcome === 'not-done' ? 'attention' : 'quiet'}>
        {outcome === 'done' ? '✓ done' : outcome === 'not-done' ? 'not done' : 'nothing to do'}
      </Pill>
      <b className="breakable">
        <Breakable text={name} />
      </b>
      <span className="muted result-text">
        {outcome === 'done' && tookMs !== null
          ? `${cost(tookMs)}${bytes === null ? '' : `, ${fileSize(bytes)}`}; writers waited ${cost(writersWaitedMs)} at most`
          : reason}
      </span>
      {isMade && journalId !== null && (
        <button
          type="button"
          className="link"
          aria-label={`Undo ${name}`}
          onClick={() => goTo({ view: 'maintenance', ask: 'rollback', index: journalId })}
        >
          Undo…
        </button>
      )}
    </li>
  );
}

function Copy({ copy }: { readonly copy: CopyResult }) {
  const { name, copyMs, buildMs, bytes, changes } = copy;
  return (
    <>
      <p className="muted">
        Copied in {cost(copyMs)}, built there in {cost(buildMs)}, {fileSize(bytes)}. The original
        was only read, and the copy is gone.
      </p>
      <Changes changes={changes} />
      <p>
        <button
          type="button"
          className="button"
          onClick={() => goTo({ view: 'maintenance', index: name, ask: 'create' })}
        >
          Create it…
        </button>
      </p>
    </>
  );
}

function Statistics({ statistics }: { readonly statistics: StatisticsResult }) {
  const { slower, changes, journalId, statements, action } = statistics;
  return (
    <>
      {statements.length === 0 ? (
        <p className="muted">SQLite saw nothing to do.</p>
      ) : (
        action !== 'restore' && (
          <p className="muted">
            Programs that are connected already use the new statistics only after they connect
            again.
          </p>
        )
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      {slower.length > 0 && journalId !== null && (
        <p>
          <button
            type="button"
            className="button button-primary"
            onClick={() => attempt(call('restoreStatistics', journalId))}
          >
            Put the statistics back as they were
          </button>
        </p>
      )}
    </>
  );
}
