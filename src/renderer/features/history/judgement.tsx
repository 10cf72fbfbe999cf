import type { HistoryView } from '../../../shared/history.ts';
import { count, duration, plural } from '../../../shared/words.ts';
import { percent } from '../../lib/format.ts';
import { Glyph } from '../../lib/glyph.tsx';

/** What the stretch comes to, in words: the trend now, what is unusual, what came and went. */
export function Judgement({ view }: { readonly view: HistoryView }) {
  const { trend, anomalies, totals, query } = view;
  const ended = totals.failed + totals.finished;
  const calls = trend.kind === 'starved' || trend.kind === 'growing';
  return (
    <section className="panel judgement" aria-label="What it comes to">
      <div className="judgement-trend">
        <Glyph name={calls ? 'attention' : trend.kind === 'unknown' ? 'info' : 'fine'} />
        <div>
          <h1 className="judgement-text">{trend.text}</h1>
          <p className="muted">
            {trend.detail} {expectation(trend)}
          </p>
        </div>
      </div>
      {anomalies.map(({ key, text }) => (
        <p key={key} className="judgement-anomaly">
          <Glyph name="attention" size={11} />
          {text}
        </p>
      ))}
      <dl className="judgement-facts">
        <Fact name="Came in" value={count(totals.arrived)} />
        <Fact name="Finished" value={count(totals.finished)} />
        <Fact
          name="Failed"
          value={count(totals.failed)}
          {...(ended > 0 && { note: percent(totals.failed, ended) })}
        />
        <Shares view={view} />
        <Answers view={view} />
        <Fact name="On record" value={percent(totals.watchedMs, query.to - query.from)} />
      </dl>
    </section>
  );
}

function expectation({ expected, kept }: HistoryView['trend']): string {
  if (expected === null) return '';
  const range =
    expected.low === expected.high
      ? `About ${count(expected.low)}`
      : `${count(expected.low)} to ${count(expected.high)}`;
  const record =
    kept === null
      ? ''
      : ` Of ${plural(kept.of, 'such range')} in the last day, ${count(kept.held)} held.`;
  return `${range} will likely wait in half an hour.${record}`;
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

function Fact({ name, value, note }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {note !== undefined && <span className="faint"> {note}</span>}
      </dd>
    </div>
  );
}

function Shares({ view: { shares } }: { readonly view: HistoryView }) {
  if (shares === null) return null;
  return (
    <>
      <Fact name="Sessions worked" value={percent(shares.working, 1)} note="of their time" />
      <Fact name="Waited for you" value={percent(shares.waiting, 1)} />
      <Fact name="Ready" value={percent(shares.ready, 1)} />
      <Fact name="Blocked" value={percent(shares.blocked, 1)} />
    </>
  );
}

function Answers({ view: { answers } }: { readonly view: HistoryView }) {
  return answers === null ? null : (
    <Fact
      name="Half answered within"
      value={duration(answers.p50Ms)}
      note={`of ${count(answers.count)}; longest ${duration(answers.maxMs)}`}
    />
  );
}
