import type { LiveScreen } from '../../shared/live-screen.ts';
import type { RemoteName, Session, SourceStatus } from '../../shared/model.ts';
import type { Remote } from '../../shared/remote.ts';
import { remoteName } from '../../shared/remote-sources.ts';
import type { Settings } from '../../shared/settings.ts';
import type { TmuxReading } from '../readings.ts';
import type { TmuxSource } from '../tmux/scan.ts';
import type { Watched } from './watch.ts';

type WatchedRemote = Watched<TmuxReading, TmuxSource> & { readonly socket: string | null };

/** The tmux servers of other machines: each a source of its own that comes and goes with the settings. */
export class Remotes {
  readonly #make: (remote: Remote, intervalMs: number) => Watched<TmuxReading, TmuxSource>;
  readonly #isOff: boolean;
  readonly #watched = new Map<RemoteName, WatchedRemote>();
  #isStarted = false;

  constructor(
    make: (remote: Remote, intervalMs: number) => Watched<TmuxReading, TmuxSource>,
    isOff: boolean,
  ) {
    this.#make = make;
    this.#isOff = isOff;
  }

  /** Resolves when those that are no longer wanted are closed. */
  async set({ remotes, cadence }: Pick<Settings, 'remotes' | 'cadence'>): Promise<void> {
    const wanted = new Map(
      (this.#isOff ? [] : remotes).map((remote) => [remoteName(remote.host), remote] as const),
    );
    const intervalMs = cadence.remoteS * 1000;
    const former = [...this.#watched].filter(
      ([name, { socket }]) => wanted.get(name)?.tmuxSocket !== socket,
    );
    for (const [name] of former) this.#watched.delete(name);
    for (const [name, remote] of wanted) {
      const there = this.#watched.get(name);
      if (there === undefined) {
        const made = { ...this.#make(remote, intervalMs), socket: remote.tmuxSocket };
        this.#watched.set(name, made);
        if (this.#isStarted) made.loop.start();
      } else {
        there.source.setInterval(intervalMs);
        there.loop.reschedule();
      }
    }
    await Promise.all(former.map(([, remote]) => end(remote)));
  }

  start(): void {
    this.#isStarted = true;
    for (const { loop } of this.#watched.values()) loop.start();
  }

  /** A reading under way is broken off, not waited for. */
  async pause(): Promise<void> {
    this.#isStarted = false;
    await Promise.all([...this.#watched.values()].map(stop));
  }

  async readNow(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(({ loop }) => loop.now()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(end));
  }

  sessions(): Session[] {
    return [...this.#watched.values()].flatMap(({ source }) => source.latest()?.sessions ?? []);
  }

  statuses(): Record<RemoteName, SourceStatus> {
    const statuses: Record<RemoteName, SourceStatus> = {};
    for (const [name, { source }] of this.#watched) statuses[name] = source.status();
    return statuses;
  }

  /** null where no such host is watched. */
  screenOf(key: string): Promise<LiveScreen> | null {
    for (const { source } of this.#watched.values()) {
      const screen = source.screenOf(key);
      if (screen !== null) return screen;
    }
    return null;
  }
}

/** No more is read; what is under way over there may take its time, and ends at once. */
export async function stop({ loop, source }: Watched<TmuxReading, TmuxSource>): Promise<void> {
  const stopped = loop.stop();
  source.breakOff();
  await stopped;
}

/** A reading under way is ended, not waited for: a host may take its time. */
async function end({ loop, source }: WatchedRemote): Promise<void> {
  await Promise.all([source.close(), loop.stop()]);
}
