import type { ReactNode } from 'react';
import type { Forecast, Percentiles, Queue, Rates, SourceName } from '../../../shared/model.ts';
import { count, duration, rate } from '../../../shared/words.ts';
import { Age, Ago } from '../../lib/age.tsx';
import { signed } from '../../lib/format.ts';
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
      <Fact title="In flight" figure={count(queue.inFlight)}>
        {queue.overdue.length === 0 ? 'none overdue' : `${count(queue.overdue.length)} overdue`}
      </Fact>
      <Fact title="Trend" figure={trendWords[forecast.trend]}>
        {trendDetail(forecast)}
      </Fact>
      <Fact title="Arrive a minute" figure={rate(queue.arrivals.perMin5)}>
        {longer(queue.arrivals)}
      </Fact>
      <Fact title="Finish a minute" figure={rate(queue.finishes.perMin5)}>
        {longer(queue.finishes)}
      </Fact>
      <Fact title="Last finished" figure={<LastFinish at={queue.lastFinishAt} />}>
        {count(queue.finishedLastHour)} in the last hour
      </Fact>
      <Fact title="To assignment, median" figure={median(queue.toAssignment)}>
        {tail(queue.toAssignment)}
      </Fact>
      <Fact title="To completion, median" figure={median(queue.toCompletion)}>
        {tail(queue.toCompletion)}
      </Fact>
      <Origin from={[from]} />
    </section>
  );
}

interface FactProps {
  readonly title: string;
  readonly figure: ReactNode;
  readonly children: ReactNode;
}

function Fact({ title, figure, children }: FactProps) {
  return (
    <div className="fact">
      <span className="muted">{title}</span>
      <b>{figure}</b>
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

function trendDetail({ trend, netPerMin, emptyInMs, windowMin }: Forecast): string {
  if (emptyInMs !== null) return `empty in about ${duration(emptyInMs)}`;
  if (netPerMin === null || trend === 'empty') return `over ${windowMin} min`;
  return `${signed(netPerMin)} a minute, over ${windowMin} min`;
}

const longer = ({ perMin1, perMin60 }: Rates): string =>
  `1 min: ${rate(perMin1)} · 1 h: ${rate(perMin60)}`;

const LastFinish = ({ at }: { readonly at: number | null }) =>
  at === null ? <>never</> : <Ago at={at} />;

const median = ({ p50Ms }: Percentiles): string => (p50Ms === null ? '–' : duration(p50Ms));

const tail = ({ p95Ms, samples }: Percentiles): string =>
  p95Ms === null
    ? 'no finished task to judge from'
    : `p95 ${duration(p95Ms)}, of ${count(samples)}`;
