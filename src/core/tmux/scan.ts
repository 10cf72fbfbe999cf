import type { Problem, SourceStatus } from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Source, TmuxReading } from '../readings.ts';
import { SessionBook } from '../sessions/book.ts';
import { createProcessReader } from '../sessions/processes.ts';
import { UserRules } from '../sessions/user-rules.ts';
import { SourceTracker } from '../sources/tracker.ts';
import type { LiveScreen } from '../../shared/live-screen.ts';
import { batchArguments, MAX_SCREENS, readAnswer, type Answer, type Batch } from './batch.ts';
import { ScreenChanges } from './changes.ts';
import { Courier } from './courier.ts';
import { addressOf, liveArguments, readLive } from './live.ts';
import { ListMemory } from './list-memory.ts';
import { LivePace } from './live-pace.ts';
import { parsePaneList, type PaneList } from './panes.ts';
import { newNonce } from './nonce.ts';
import { problemOf, serverLabel } from './problem.ts';
import { remoteProblemOf } from './remote-problem.ts';
import { localServer, runProgram, runTmux, type RunOutcome } from './run.ts';
import { hangUp, remoteServer, type RemoteAccess } from './ssh.ts';
import { Vigil, type Seen } from './vigil.ts';

export interface TmuxSourceOptions {
  /** tmux -L name; null for the user's default server. */
  readonly socket: string | null;
  /** The host whose server it is; this machine without it. */
  readonly remote?: RemoteAccess | undefined;
  readonly intervalMs: number;
  readonly clock?: Clock;
  /** Deadline of each tmux command. */
  readonly timeoutMs?: number;
  /** A user's own rules; they need not exist. */
  readonly rulesFile?: string | null;
  /** How long nothing may move before a working agent is called stuck, ms. */
  readonly stuckAfterMs?: number;
}

export interface TmuxSource extends Source<TmuxReading> {
  setInterval(intervalMs: number): void;
  /** How long nothing may move before a working agent is called stuck, ms. */
  setStuckAfter(ms: number): void;
  /** True while a state waits to be shown until it has held: read again 1.5 s later to see it. */
  isSettling(): boolean;
  /** Ends a reading that is under way at once; it says nothing, and the next one is as any other. */
  breakOff(): void;
  /** The screen of one session's pane, by its key, as it is now; null for another server's. */
  screenOf(key: string): Promise<LiveScreen> | null;
}

const TIMEOUT_MS = 5000;
/** Over the network, with a connection to be made first. */
const REMOTE_TIMEOUT_MS = 10_000;
const HANG_UP_MS = 2000;

/** Watches one tmux server. Reads only: `list-panes`, `capture-pane` and `display-message`. */
export function createTmuxSource(options: TmuxSourceOptions): TmuxSource {
  const {
    socket,
    intervalMs,
    clock = Date.now,
    timeoutMs = options.remote ? REMOTE_TIMEOUT_MS : TIMEOUT_MS,
  } = options;
  const { remote = null } = options;
  const server = remote === null ? localServer(socket) : remoteServer(remote, socket);
  const host = remote?.host ?? null;
  const label = serverLabel(server, host);
  const tracker = new SourceTracker({ label, intervalMs, clock, backsOff: remote !== null });
  const rules = new UserRules(options.rulesFile ?? null);
  const processes = remote === null ? createProcessReader() : null;
  const { stuckAfterMs = defaultSettings.stuckMin * 60_000 } = options;
  const book = new SessionBook({
    server: label,
    host,
    processes,
    rules: () => rules.book(),
    stuckAfterMs,
  });
  const changes = new ScreenChanges();
  const memory = new ListMemory();
  const courier = remote === null ? new Courier(server) : null;
  const vigil = remote === null ? new Vigil(server) : null;
  /** A client may stay for a few looks: the server's end does not depend on who is there. */
  let mayStay = false;
  const closing = new AbortController();
  let reading = new AbortController();
  const pace = new LivePace<LiveScreen>();
  let latest: TmuxReading | null = null;
  let inFlight: Promise<boolean> | null = null;
  /** Panes whose screens were captured in the last scan. */
  let changing: readonly string[] = [];

  const run = (args: readonly string[], { signal }: AbortController) =>
    runTmux(server, args, { timeoutMs, signal });

  const problemIn = (outcome: RunOutcome): Problem | null =>
    host === null
      ? problemOf(outcome, label, timeoutMs)
      : remoteProblemOf(outcome, label, host, timeoutMs);

  /** What a batch brought; the problem where it brought nothing; null where it was broken off. */
  async function ask(asked: Omit<Batch, 'nonce'>): Promise<Asked | null> {
    const batch = { ...asked, nonce: newNonce() };
    const startedAt = performance.now();
    const outcome =
      courier === null
        ? await run(batchArguments(batch), reading)
        : await courier.run(batch, { timeoutMs, signal: reading.signal });
    if (reading.signal.aborted) return null;
    const arrivedAt = performance.now();
    const { nonce } = batch;
    const isFull = asked.list === 'all';
    return readAs({ nonce, outcome, isFull, arrivedAt, tookMs: arrivedAt - startedAt });
  }

  function readAs(seen: Seen): Asked {
    const { outcome, nonce } = seen;
    const answer = readAnswer(outcome.stdout, nonce);
    // A pane that closed in between makes the whole command fail; what came before it is good.
    const isHalfDone = answer !== null && outcome.ended === 'exit' && outcome.code === 1;
    const problem = problemIn(isHalfDone ? { ...outcome, code: 0 } : outcome);
    if (problem !== null || answer === null) return { problem: problem ?? notAList(label) };
    mayStay = answer.outlivesClients;
    return { ...seen, answer };
  }

  /** What a client that stays for some looks sees in this one; null where none does. */
  async function stay(since: number | null, paneIds: readonly string[]): Promise<Asked | null> {
    const quietSince = memory.quietSince();
    if (vigil === null || !mayStay || quietSince === null) return null;
    const everyMs = tracker.status().intervalMs;
    const seen = await vigil.look({
      list: since ?? 'all',
      since: quietSince,
      paneIds,
      at: performance.now(),
      everyMs,
      // What hangs is asked once more, the ordinary way.
      timeoutMs: Math.min(timeoutMs, everyMs),
      signal: reading.signal,
    });
    return seen === null ? null : readAs(seen);
  }

  async function list(since: number | null): Promise<Listed | null> {
    // The screens that changed in the last scan have probably changed again: one command less.
    const paneIds = changing.slice(0, MAX_SCREENS);
    const stayed = await stay(since, paneIds);
    if (reading.signal.aborted) return null;
    const asked = stayed ?? (await ask({ list: since ?? 'all', paneIds }));
    if (asked === null) return null;
    if ('problem' in asked) {
      memory.forget();
      if (asked.problem.kind === 'tmux-no-server') {
        latest = null;
        tracker.gone(asked.problem);
      } else tracker.bad(asked.problem);
      return null;
    }
    const panes = parsePaneList(asked.answer, asked.nonce, memory.list);
    if (panes === null) {
      memory.forget();
      // A pane that has just come, without its texts.
      if (!asked.isFull) return list(null);
      tracker.bad(notAList(label));
      return null;
    }
    const { answer, isFull, arrivedAt, tookMs } = asked;
    memory.note(panes, isFull, arrivedAt);
    return { panes, screens: answer.screens, arrivedAt, tookMs };
  }

  async function capture(
    { panes, screens: taken, arrivedAt }: Listed,
    wanted: ReadonlySet<string>,
  ): Promise<Map<string, string> | null> {
    const due = changes.due(panes, wanted, clock() - (performance.now() - arrivedAt));
    const screens = new Map([...taken].filter(([id]) => due.includes(id)));
    let missing = due.filter((id) => !taken.has(id));
    while (missing.length > 0) {
      const paneIds = missing.slice(0, MAX_SCREENS);
      const asked = await ask({ list: 'none', paneIds });
      if (asked === null) return null;
      if ('problem' in asked) {
        tracker.bad(asked.problem);
        return null;
      }
      const { answer } = asked;
      // Another server's ids mean other panes.
      if (answer.serverPid !== panes.serverPid) break;
      for (const [id, screen] of answer.screens) screens.set(id, screen);
      const done =
        answer.stoppedAt === null ? paneIds.length : paneIds.indexOf(answer.stoppedAt) + 1;
      missing = missing.slice(done);
    }
    changes.captured(screens);
    changing = [...screens.keys()];
    return screens;
  }

  async function scan(): Promise<boolean> {
    if (closing.signal.aborted) return false;
    if (reading.signal.aborted) reading = new AbortController();
    rules.refresh(clock());
    const listed = await list(book.foregroundMoved() ? null : memory.since(performance.now()));
    if (listed === null) return false;
    const { panes } = listed;
    const wanted = await book.arrive(panes, clock());
    const screens = await capture(listed, wanted);
    if (screens === null) return false;
    const takenAt = clock();
    latest = {
      takenAt,
      sessions: book.judge(screens, takenAt),
      names: panes.names,
      panes: panes.panes.length,
      captured: screens.size,
    };
    const costMs = listed.tookMs + performance.now() - listed.arrivedAt;
    tracker.good({ costMs, limits: rules.problems() });
    return true;
  }

  return {
    read() {
      inFlight ??= scan().finally(() => {
        inFlight = null;
      });
      return inFlight;
    },
    latest: () => latest,
    status: (): SourceStatus => tracker.status(),
    setInterval: (ms) => tracker.setInterval(ms),
    setStuckAfter: (ms) => {
      book.stuckAfterMs = ms;
    },
    isSettling: () => book.isSettling,
    breakOff: () => reading.abort(),
    screenOf(key) {
      const address = addressOf(key, label);
      if (address === null) return null;
      return pace.ask(key, async () => {
        const outcome = await run(liveArguments(address), closing);
        return readLive({ outcome, problem: problemIn(outcome), address, at: clock() });
      });
    },
    async close() {
      closing.abort();
      reading.abort();
      await inFlight;
      courier?.close();
      vigil?.close();
      if (remote !== null) await runProgram(hangUp(remote), { timeoutMs: HANG_UP_MS });
      book.close();
      rules.close();
    },
  };
}

type Asked = (Seen & { readonly answer: Answer }) | { readonly problem: Problem };

/** A list of panes, and screens that came with it. */
interface Listed {
  readonly panes: PaneList;
  readonly screens: ReadonlyMap<string, string>;
  /** When it came (ms, a clock that goes on), and how long that took. */
  readonly arrivedAt: number;
  readonly tookMs: number;
}

const notAList = (label: string) =>
  ({
    kind: 'tmux-failed',
    message: `${label} answered with something other than a list of panes.`,
    action: 'Lookout keeps trying. It needs tmux 2.6 or newer.',
  }) as const;
