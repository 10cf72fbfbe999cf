import type { Queue, Snapshot } from '../../../shared/model.ts';
import { Age } from '../../lib/age.tsx';
import { useClock } from '../../lib/clock.ts';
import { patternWords } from '../../lib/failure-words.ts';
import { percent, signed } from '../../lib/format.ts';
import { count, plural } from '../../../shared/words.ts';
import { Spark } from '../../lib/spark.tsx';
import { goTo, useStore } from '../../lib/store.ts';
import { Tile } from '../../lib/tile.tsx';
import type { Settings } from '../../../shared/settings.ts';

interface Props {
  readonly snapshot: Snapshot;
  readonly queues: readonly Queue[];
  readonly limits: Settings['limits'];
}

/** The four leading figures. */
export function Tiles() {
  const snapshot = useStore((store) => store.snapshot);
  const limits = useStore((store) => store.settings?.limits);
  if (snapshot === null || limits === undefined) return null;
  const { prompts, task_queue: tasks } = snapshot.queues;
  const queues = [prompts, tasks].filter((queue) => queue !== null);
  const props = { snapshot, queues, limits };
  return (
    <div className="tiles">
      <Waiting {...props} />
      <InFlight {...props} />
      <Oldest {...props} />
      <Failed {...props} />
    </div>
  );
}

const none = '–';
const unreadable = 'not known';
const databases = ['assigner', 'architect'] as const;
const openQueue = () => goTo({ view: 'queue' });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The sum of what is known; null when nothing is. */
function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sum(known);
}

function Waiting({ snapshot, queues, limits }: Props) {
  const waiting = sumKnown(queues.map((queue) => queue.waiting));
  const net = sumKnown(queues.map((queue) => queue.forecast.netPerMin));
  return (
    <Tile
      title="Waiting"
      from={databases}
      known={waiting !== null}
      figure={waiting === null ? none : count(waiting)}
      unit={waiting === null ? unreadable : waiting === 1 ? 'task' : 'tasks'}
      note={net === null ? `limit ${count(limits.waiting)}` : `${signed(net)} a minute`}
      over={waiting !== null && waiting >= limits.waiting}
      trend={
        <Spark
          chart={snapshot.charts.depth}
          series="waiting"
          color="var(--queued)"
          limit={limits.waiting}
        />
      }
      onOpen={openQueue}
    />
  );
}

function InFlight({ snapshot, queues }: Props) {
  const inFlight = sumKnown(queues.map((queue) => queue.inFlight));
  const agents = snapshot.sessions.filter(({ agent }) => agent !== null).length;
  const overdue = sum(queues.map((queue) => queue.overdue.length));
  return (
    <Tile
      title="In flight"
      from={databases}
      known={inFlight !== null}
      figure={inFlight === null ? none : count(inFlight)}
      unit={inFlight === null ? unreadable : agents > 0 && `on ${plural(agents, 'agent session')}`}
      note={overdue > 0 ? `${count(overdue)} overdue` : inFlight !== null && 'none overdue'}
      over={overdue > 0}
      overWords="some overdue"
      trend={<Spark chart={snapshot.charts.depth} series="inFlight" color="var(--in-flight)" />}
      onOpen={openQueue}
    />
  );
}

function Oldest({ snapshot, queues, limits }: Props) {
  const oldest = queues
    .map((queue) => queue.oldestWaiting)
    .filter((task) => task !== null && task.createdAt !== null)
    .toSorted((a, b) => (a?.createdAt ?? 0) - (b?.createdAt ?? 0))[0];
  const since = oldest?.createdAt ?? null;
  const limitMs = limits.oldestWaitingMin * 60_000;
  const over = useClock((now) => since !== null && now - since >= limitMs);
  return (
    <Tile
      title="Oldest waiting"
      from={databases}
      known={queues.length > 0}
      figure={since === null ? none : <Age since={since} />}
      unit={queues.length === 0 ? unreadable : since === null && 'nothing waits'}
      note={`limit ${count(limits.oldestWaitingMin)} min`}
      over={over}
      trend={
        <Spark
          chart={snapshot.charts.oldest}
          series={snapshot.charts.oldest.series[0]?.key ?? ''}
          color={over ? 'var(--waiting)' : 'var(--queued)'}
          limit={limitMs}
        />
      }
      onOpen={() =>
        goTo(oldest ? { view: 'queue', queue: oldest.queue, task: oldest.id } : { view: 'queue' })
      }
    />
  );
}

function Failed({ snapshot, queues, limits }: Props) {
  const failed = sumKnown(queues.map((queue) => queue.failedLastHour));
  const finished = sumKnown(queues.map((queue) => queue.finishedLastHour));
  const of = (failed ?? 0) + (finished ?? 0);
  const most = queues.flatMap((queue) => queue.failures).toSorted((a, b) => b.count - a.count)[0];
  return (
    <Tile
      title="Failed in the last hour"
      from={databases}
      known={failed !== null}
      figure={failed === null ? none : count(failed)}
      unit={failed === null ? unreadable : of > 0 && `of ${count(of)}, ${percent(failed, of)}`}
      note={
        most === undefined || !failed
          ? `limit ${limits.failedPercent} %`
          : `most: ${patternWords(most.pattern)}`
      }
      over={failed !== null && of > 0 && (failed / of) * 100 >= limits.failedPercent}
      trend={
        <Spark chart={snapshot.charts.flow} series="failed" color="var(--failed)" mark="bar" />
      }
      onOpen={openQueue}
    />
  );
}
