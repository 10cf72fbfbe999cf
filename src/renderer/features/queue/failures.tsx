import type { FailureGroup, Queue } from '../../../shared/model.ts';
import { count, plural } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { patternWords } from '../../lib/failure-words.ts';
import { compact } from '../../lib/format.ts';
import { useClock } from '../../lib/clock.ts';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { ExampleLink } from '../../lib/links.tsx';

/** A kind of failure that was first seen this lately is marked as new, ms. */
const NEW_MS = 3_600_000;

/** Groups shown at most; the rest is counted. */
const most = 8;

/** Failures that differ only in numbers and names, the most frequent first. */
export function Failures({ queue }: { readonly queue: Queue }) {
  const { failures, failedLastHour, name } = queue;
  return (
    <Panel
      title="Failures"
      note={
        failures.length === 0
          ? 'none'
          : `${plural(failures.length, 'kind')}, ${count(failedLastHour)} in the last hour`
      }
    >
      {failures.length > 0 && (
        <ul className="failures">
          {failures.slice(0, most).map((failure) => (
            <Failure key={failure.pattern} failure={failure} queue={name} />
          ))}
        </ul>
      )}
      {failures.length > most && (
        <p className="faint">and {plural(failures.length - most, 'more kind')}</p>
      )}
    </Panel>
  );
}

interface Props {
  readonly failure: FailureGroup;
  readonly queue: Queue['name'];
}

function Failure({ failure, queue }: Props) {
  const { pattern, firstAt, lastAt, exampleId } = failure;
  const isNew = useClock((now) => firstAt !== null && now - firstAt < NEW_MS);
  return (
    <li>
      <b className="number">{compact(failure.count)}×</b>
      <span className="failure-words">
        <span className="failure-pattern" title={pattern}>
          {patternWords(pattern)} {isNew && <Pill kind="attention">new</Pill>}
        </span>
        <span className="muted">
          {lastAt !== null && (
            <>
              last <Ago at={lastAt} />
            </>
          )}
          {firstAt !== null && (
            <>
              , first <Ago at={firstAt} />
            </>
          )}
        </span>
      </span>
      <ExampleLink queue={queue} id={exampleId} />
    </li>
  );
}
