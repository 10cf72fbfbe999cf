import type { ReactNode } from 'react';
import type { Forecast, Percentiles, Queue, Rates, SourceName } from '../../../shared/model.ts';
import { count, duration, plural, rate } from '../../../shared/words.ts';
import { Age, Ago } from '../../lib/age.tsx';
import { signed } from '../../lib/format.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { Origin } from '../../lib/origin.tsx';

interface Props {
  readonly queue: Queue;
  readonly from: SourceName;
}

/** How fast work comes in and goes out, and how long it takes. */
export function Pace({ queue, from }: Props) {
  const { forecast, oldestWaiting } = queue;
  const oldest = oldestWaiting?.createdAt ?? null;
  return (
    <section className="panel pace" aria-label="Pace">
      <Fact title="Waiting" figure={count(queue.waiting)}>
        {oldest === null ? (
          'nothing waits'
        ) : (
          <>
            oldest <Age since={oldest} />
          </>
        )}
      </Fact>
      <Fact title="In flight" figure={count(queue.inFlight)} calls={queue.overdue.length > 0}>
        {queue.overdue.length === 0 ? 'none overdue' : `${count(queue.overdue.length)} overdue`}
      </Fact>
      <Fact
        title="Trend"
        figure={trendWords[forecast.trend]}
        more={`judged by the last ${forecast.windowMin} min`}
        calls={queue.waiting > 0 && callsFor.has(forecast.trend)}
      >
        {trendDetail(forecast)}
      </Fact>
      <RateFact title="Arrive a minute" rates={queue.arrivals} />
      <RateFact title="Finish a minute" rates={queue.finishes} />
      <Fact title="Last finished" figure={<LastFinish at={queue.lastFinishAt} />}>
        {count(queue.finishedLastHour)} in the last hour
      </Fact>
      <TimeFact title="Half are assigned within" times={queue.toAssignment} />
      <TimeFact title="Half are done within" times={queue.toCompletion} />
      <Origin from={[from]} />
    </section>
  );
}

interface FactProps {
  readonly title: string;
  readonly figure: ReactNode;
  /** Whether it asks for somebody: said by colour and shape. */
  readonly calls?: boolean;
  /** Said on asking. */
  readonly more?: string;
  readonly children: ReactNode;
}

function Fact({ title, figure, calls = false, more, children }: FactProps) {
  return (
    <div className={calls ? 'fact fact-calls' : 'fact'} title={more}>
      <span className="muted">{title}</span>
      <b>
        {calls && <Glyph name="attention" size={11} />}
        {figure}
      </b>
      <span className="fact-note">{children}</span>
    </div>
  );
}

const trendWords: Readonly<Record<Forecast['trend'], string>> = {
  draining: 'draining',
  steady: 'steady',
  growing: 'growing',
  stopped: 'stopped',
  empty: 'empty',
  unknown: 'not known yet',
};

const callsFor: ReadonlySet<Forecast['trend']> = new Set(['growing', 'stopped']);

function trendDetail({ trend, netPerMin, emptyInMs, windowMin }: Forecast): string {
  if (emptyInMs !== null) return `empty in about ${duration(emptyInMs)}`;
  if (netPerMin === null || trend === 'empty') return `over ${windowMin} min`;
  return `${signed(netPerMin)} a minute`;
}

interface RateFactProps {
  readonly title: string;
  readonly rates: Rates;
}

function RateFact({ title, rates: { perMin1, perMin5, perMin60 } }: RateFactProps) {
  return (
    <Fact
      title={title}
      figure={rate(perMin5)}
      more={`${rate(perMin1)} in the last minute, ${rate(perMin5)} a minute over 5 min, ${rate(perMin60)} over the last hour`}
    >
      over 5 min; {rate(perMin60)} over 1 h
    </Fact>
  );
}

const LastFinish = ({ at }: { readonly at: number | null }) =>
  at === null ? <>never</> : <Ago at={at} />;

interface TimeFactProps {
  readonly title: string;
  readonly times: Percentiles;
}

function TimeFact({ title, times: { p50Ms, p95Ms, samples } }: TimeFactProps) {
  return (
    <Fact
      title={title}
      figure={p50Ms === null ? '–' : duration(p50Ms)}
      more={`of ${plural(samples, 'finished task')}`}
    >
      {p95Ms === null ? 'none to judge from' : `95 % within ${duration(p95Ms)}`}
    </Fact>
  );
}
