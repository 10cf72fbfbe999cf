import { randomBytes } from 'node:crypto';
import type { SourceStatus } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { Source, TmuxReading } from '../readings.ts';
import { SessionBook } from '../sessions/book.ts';
import { createProcessReader } from '../sessions/processes.ts';
import { UserRules } from '../sessions/user-rules.ts';
import { SourceTracker } from '../sources/tracker.ts';
import type { LiveScreen } from '../../shared/live-screen.ts';
import { captureBatch, parseCaptures } from './capture.ts';
import { ScreenChanges } from './changes.ts';
import { addressOf, liveArguments, readLive } from './live.ts';
import { LivePace } from './live-pace.ts';
import { listFormat, parsePaneList, type PaneList } from './panes.ts';
import { problemOf, serverLabel } from './problem.ts';
import { localServer, runTmux } from './run.ts';

export interface TmuxSourceOptions {
  /** tmux -L name; null for the user's default server. */
  readonly socket: string | null;
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
  /** True while a state waits to be shown until it has held: read again 1.5 s later to see it. */
  isSettling(): boolean;
  /** The screen of one session's pane, by its key, as it is now; null for another server's. */
  screenOf(key: string): Promise<LiveScreen> | null;
}

const TIMEOUT_MS = 5000;

/** Watches one tmux server. Reads only: `list-panes`, `capture-pane` and `display-message`. */
export function createTmuxSource(options: TmuxSourceOptions): TmuxSource {
  const { socket, intervalMs, clock = Date.now, timeoutMs = TIMEOUT_MS } = options;
  const server = localServer(socket);
  const label = serverLabel(server, null);
  const tracker = new SourceTracker({ label, intervalMs, clock });
  const rules = new UserRules(options.rulesFile ?? null);
  const processes = createProcessReader();
  const { stuckAfterMs } = options;
  const book = new SessionBook({
    server: label,
    host: null,
    processes,
    rules: () => rules.book(),
    ...(stuckAfterMs === undefined ? {} : { stuckAfterMs }),
  });
  const changes = new ScreenChanges();
  const closing = new AbortController();
  const pace = new LivePace<LiveScreen>();
  let latest: TmuxReading | null = null;
  let inFlight: Promise<boolean> | null = null;

  const run = (args: readonly string[], input?: string) =>
    runTmux(server, args, {
      timeoutMs,
      signal: closing.signal,
      ...(input === undefined ? {} : { input }),
    });

  async function list(): Promise<PaneList | null> {
    const nonce = newNonce();
    const outcome = await run(['list-panes', '-a', '-F', listFormat(nonce)]);
    const problem = problemOf(outcome, label, timeoutMs);
    if (problem?.kind === 'tmux-no-server') {
      latest = null;
      tracker.gone(problem);
      return null;
    }
    const panes = problem === null ? parsePaneList(outcome.stdout, nonce) : null;
    if (panes === null) tracker.bad(problem ?? notAList(label));
    return panes;
  }

  async function capture(
    panes: PaneList,
    wanted: ReadonlySet<string>,
  ): Promise<Map<string, string> | null> {
    const due = changes.due(panes, wanted, clock());
    if (due.length === 0) return new Map();
    const nonce = newNonce();
    const input = captureBatch(due, nonce);
    const outcome = await run(['source-file', '-'], input);
    // A pane that closed in between makes the whole command fail; its other screens are good.
    const problem = problemOf({ ...outcome, code: 0 }, label, timeoutMs);
    if (problem !== null) {
      tracker.bad(problem);
      return null;
    }
    const screens = parseCaptures(outcome.stdout, due, nonce, panes.serverPid);
    changes.captured(screens);
    return screens;
  }

  async function scan(): Promise<boolean> {
    const startedAt = performance.now();
    rules.refresh(clock());
    const panes = await list();
    if (panes === null || closing.signal.aborted) return false;
    const wanted = await book.arrive(panes, clock());
    const screens = await capture(panes, wanted);
    if (screens === null || closing.signal.aborted) return false;
    const takenAt = clock();
    latest = {
      takenAt,
      sessions: book.judge(screens, takenAt),
      names: panes.names,
      panes: panes.panes.length,
      captured: screens.size,
    };
    tracker.good({ costMs: performance.now() - startedAt, limits: rules.problems() });
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
    isSettling: () => book.isSettling,
    screenOf(key) {
      const address = addressOf(key, label);
      if (address === null) return null;
      return pace.ask(key, async () => {
        const outcome = await run(liveArguments(address));
        return readLive({ outcome, address, label, timeoutMs, at: clock() });
      });
    },
    async close() {
      closing.abort();
      await inFlight;
      book.close();
      rules.close();
    },
  };
}

const newNonce = (): string => randomBytes(12).toString('hex');

const notAList = (label: string) =>
  ({
    kind: 'tmux-failed',
    message: `${label} answered with something other than a list of panes.`,
    action: 'Lookout keeps trying. It needs tmux 2.6 or newer.',
  }) as const;
