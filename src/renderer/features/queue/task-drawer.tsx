import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';
import type { TaskDetail } from '../../../shared/contract.ts';
import type { QueueName } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { Empty } from '../../lib/empty.tsx';
import { Pill } from '../../lib/pill.tsx';
import { SessionLink } from '../../lib/links.tsx';
import { attempt, goTo, useStore, wordsOf } from '../../lib/store.ts';

/** What main copies at most, characters (the contract's bound). */
const copyLimit = 10_000;

/** The task that the place names, in full, over the right half of the window. */
export function TaskDrawer() {
  const task = useStore(({ place }) => (place.view === 'queue' ? (place.task ?? null) : null));
  const queue = useStore(({ place }) => (place.view === 'queue' ? (place.queue ?? null) : null));
  const name = queue ?? 'prompts';
  return (
    <Dialog.Root
      open={task !== null}
      onOpenChange={(open) => {
        if (!open) goTo({ view: 'queue', queue: name });
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="drawer">
          {task !== null && <Task key={`${name}:${task}`} queue={name} id={task} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Props {
  readonly queue: QueueName;
  readonly id: number;
}

function Task({ queue, id }: Props) {
  const [detail, setDetail] = useState<TaskDetail | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void call('getTask', { queue, id })
      .then((value) => current && setDetail(value))
      .catch((error: unknown) => current && setFailure(wordsOf(error)));
    return () => {
      current = false;
    };
  }, [queue, id]);

  return (
    <>
      <header className="drawer-head">
        <Dialog.Title>
          {queue === 'prompts' ? 'Prompt' : 'Task'} {id}
        </Dialog.Title>
        {detail && <Pill kind={detail.status === 'failed' ? 'bad' : 'quiet'}>{detail.status}</Pill>}
        <Dialog.Close className="button button-bare drawer-close">Close</Dialog.Close>
      </header>
      {failure !== null && (
        <Empty glyph="unavailable" title="This task cannot be read.">
          <p className="muted">{failure}</p>
        </Empty>
      )}
      {detail === null && failure === null && <p className="muted">Reading…</p>}
      {detail && <Detail detail={detail} />}
    </>
  );
}

function Detail({ detail }: { readonly detail: TaskDetail }) {
  const cut = detail.content.length < detail.contentLength;
  return (
    <div className="drawer-body scroll">
      <TaskFacts detail={detail} />
      {detail.error !== null && <Text title="Error" text={detail.error} />}
      <Text
        title={queueNoun(detail.queue)}
        note={
          cut
            ? `the first ${count(detail.content.length)} of ${count(detail.contentLength)} characters`
            : `${count(detail.contentLength)} characters`
        }
        text={detail.content}
      />
      {detail.response !== null && <Text title="Response" text={detail.response} />}
      {detail.metadata !== null && <Text title="Metadata" text={detail.metadata} />}
    </div>
  );
}

const queueNoun = (queue: QueueName): string => (queue === 'prompts' ? 'Prompt' : 'Task data');

function TaskFacts({ detail }: { readonly detail: TaskDetail }) {
  const times: readonly (readonly [string, number | null])[] = [
    ['Created', detail.createdAt],
    ['Assigned', detail.assignedAt],
    ['Completed', detail.completedAt],
  ];
  return (
    <dl className="facts">
      <dt>Priority</dt>
      <dd>{count(detail.priority)}</dd>
      {detail.type !== null && (
        <>
          <dt>Type</dt>
          <dd className="breakable">{detail.type}</dd>
        </>
      )}
      <dt>For</dt>
      <dd className="breakable">
        {[detail.target ?? 'any session', detail.provider].filter(Boolean).join(' · ')}
      </dd>
      {detail.assignedTo !== null && <AssignedTo name={detail.assignedTo} />}
      {times.map(([title, at]) => (
        <FactTime key={title} title={title} at={at} />
      ))}
      <dt>Retries</dt>
      <dd>
        {count(detail.retries)}
        {detail.maxRetries !== null && ` of ${count(detail.maxRetries)}`}
      </dd>
    </dl>
  );
}

const AssignedTo = ({ name }: { readonly name: string }) => (
  <>
    <dt>Held by</dt>
    <dd>
      <SessionLink name={name} />
    </dd>
  </>
);

const FactTime = ({ title, at }: { readonly title: string; readonly at: number | null }) => (
  <>
    <dt>{title}</dt>
    <dd>{at === null ? <span className="faint">not yet</span> : <Ago at={at} />}</dd>
  </>
);

interface TextProps {
  readonly title: string;
  readonly note?: string;
  readonly text: string;
}

function Text({ title, note, text }: TextProps) {
  return (
    <section aria-label={title}>
      <header className="text-head">
        <h3>{title}</h3>
        <span className="faint">{note}</span>
        {text.length <= copyLimit && (
          <button
            type="button"
            className="link"
            onClick={() => attempt(call('copyText', text), `${title} copied.`)}
          >
            Copy
          </button>
        )}
      </header>
      <pre className="text">{text}</pre>
    </section>
  );
}
