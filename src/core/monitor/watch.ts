import type {
  ProbeResult,
  RemoteName,
  Session,
  SlowStatement,
  Snapshot,
  SourceName,
} from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { ArchitectReading, AssignerReading, Source, TmuxReading } from '../readings.ts';
import type { ArchitectSource } from '../sources/architect-source.ts';
import type { AssignerSource } from '../sources/assigner-source.ts';
import type { LiveScreen } from '../../shared/live-screen.ts';
import type { TmuxSource } from '../tmux/scan.ts';
import type { Readings } from './assemble.ts';
import type { IndexReading } from './index-watch.ts';
import { Loop } from './loop.ts';
import { notConfigured } from './not-configured.ts';
import type { Parts } from './parts.ts';
import type { WatchTarget } from './port.ts';
import { Remotes, stop } from './remotes.ts';
import { remoteName } from '../../shared/remote-sources.ts';

interface WatchOptions {
  readonly target: WatchTarget;
  readonly settings: Settings;
  readonly parts: Parts;
  readonly clock: Clock;
  /** A source has something new to show: a reading, or another state. */
  readonly onChange: (name: SourceName | RemoteName) => void;
}

export interface Watched<R, S extends Source<R> = Source<R>> {
  readonly source: S;
  readonly loop: Loop;
}

/** The sources of one target, each read in a loop of its own: one that fails or hangs delays no other. */
export class Watch {
  readonly #options: WatchOptions;
  readonly assigner: AssignerSource | null;
  readonly architect: ArchitectSource | null;
  readonly #assigner: Watched<AssignerReading>;
  readonly #architect: Watched<ArchitectReading>;
  readonly #tmux: Watched<TmuxReading, TmuxSource>;
  readonly #remotes: Remotes;
  #probe: Watched<ProbeResult>;
  #probeUrl: string | null;
  #isStarted = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    const { target, settings, parts, clock } = options;
    const databasesMs = settings.cadence.databasesS * 1000;
    this.assigner =
      target.assignerDb === null ? null : parts.assigner(target.assignerDb, databasesMs);
    this.architect =
      target.architectDb === null ? null : parts.architect(target.architectDb, databasesMs);
    this.#assigner = this.#loop(
      'assigner',
      this.assigner ?? notConfigured('assigner', databasesMs, clock),
    );
    this.#architect = this.#loop(
      'architect',
      this.architect ?? notConfigured('architect', databasesMs, clock),
    );
    this.#tmux = this.#loop('tmux', parts.tmux(target.tmuxSocket, settings.cadence.tmuxS * 1000));
    this.#tmux.source.setStuckAfter(settings.stuckMin * 60_000);
    // The demo is by itself.
    this.#remotes = new Remotes(
      (remote, intervalMs) => this.#loop(remoteName(remote.host), parts.remote(remote, intervalMs)),
      target.demo,
    );
    void this.#remotes.set(settings);
    this.#probeUrl = settings.probeUrl;
    this.#probe = this.#newProbe(settings);
  }

  /** Reads everything at once, and from then on at its cadence. */
  start(): void {
    this.#isStarted = true;
    for (const { loop } of this.#all()) loop.start();
    this.#remotes.start();
  }

  /** Resolves when nothing is being read any more. */
  async pause(): Promise<void> {
    this.#isStarted = false;
    const others = this.#all().filter((watched) => watched !== this.#tmux);
    await Promise.all([
      ...others.map(({ loop }) => loop.stop()),
      stop(this.#tmux),
      this.#remotes.pause(),
    ]);
  }

  /** Reads everything on this machine now, in full, whether or not it is started. */
  async readNow(): Promise<void> {
    await Promise.all([
      this.assigner?.readFully(),
      this.architect?.readFully(),
      this.#tmux.loop.now(),
      this.#probe.loop.now(),
    ]);
  }

  /** The same for the tmux servers of other machines; resolves when the slowest has answered or not. */
  async readRemotesNow(): Promise<void> {
    await this.#remotes.readNow();
  }

  /** The screen of a session, by its key, as it is now; null where no such server is watched. */
  async screenOf(key: string): Promise<LiveScreen | null> {
    return this.#tmux.source.screenOf(key) ?? this.#remotes.screenOf(key);
  }

  /** One more look at the tmux servers alone. */
  async scanTmux(): Promise<void> {
    await Promise.all([this.#tmux.loop.now(), this.#remotes.readNow()]);
  }

  async close(): Promise<void> {
    this.#isStarted = false;
    // Another machine may take its time: what is asked there is broken off.
    const remotes = this.#remotes.close();
    await Promise.all(this.#all().map(({ loop }) => loop.stop()));
    await Promise.all([...this.#all().map(({ source }) => source.close()), remotes]);
  }

  /** New cadences hold from the next tick on; another probe address replaces the probe. */
  async setSettings(settings: Settings): Promise<void> {
    const { databasesS, tmuxS, probeS } = settings.cadence;
    this.#assigner.source.setInterval(databasesS * 1000);
    this.#architect.source.setInterval(databasesS * 1000);
    this.#tmux.source.setInterval(tmuxS * 1000);
    this.#probe.source.setInterval(probeS * 1000);
    this.#tmux.source.setStuckAfter(settings.stuckMin * 60_000);
    for (const { loop } of this.#all()) loop.reschedule();
    void this.#remotes.set(settings);
    if (settings.probeUrl === this.#probeUrl) return;
    this.#probeUrl = settings.probeUrl;
    const former = this.#probe;
    this.#probe = this.#newProbe(settings);
    if (this.#isStarted) this.#probe.loop.start();
    await former.loop.stop();
    await former.source.close();
  }

  readings(): Omit<Readings, keyof IndexReading> {
    return {
      assigner: this.#assigner.source.latest(),
      architect: this.#architect.source.latest(),
      tmux: this.#tmux.source.latest(),
      probe: this.#probe.source.latest(),
    };
  }

  /** Of all remote hosts, also those that cannot be reached now, as last seen. */
  remoteSessions(): readonly Session[] {
    return this.#remotes.sessions();
  }

  slowStatements(): readonly SlowStatement[] {
    return [this.assigner, this.architect].flatMap((source) => source?.slowStatements() ?? []);
  }

  sources(): Snapshot['sources'] {
    return {
      ...this.#remotes.statuses(),
      assigner: this.#assigner.source.status(),
      architect: this.#architect.source.status(),
      tmux: this.#tmux.source.status(),
      probe: this.#probe.source.status(),
    };
  }

  #all(): readonly Watched<unknown>[] {
    return [this.#assigner, this.#architect, this.#tmux, this.#probe];
  }

  #newProbe({ probeUrl, cadence }: Settings): Watched<ProbeResult> {
    const { parts, clock } = this.#options;
    const intervalMs = cadence.probeS * 1000;
    return this.#loop(
      'probe',
      probeUrl === null
        ? notConfigured('probe', intervalMs, clock)
        : parts.probe(probeUrl, intervalMs),
    );
  }

  #loop<R, S extends Source<R>>(
    name: SourceName | RemoteName,
    source: S & Source<R>,
  ): Watched<R, S> {
    let shown = '';
    const work = async (): Promise<void> => {
      const isNew = await source.read();
      const { state, problem, limits, slowedBecause } = source.status();
      const showing = JSON.stringify([state, problem, limits, slowedBecause]);
      if (!isNew && showing === shown) return;
      shown = showing;
      this.#options.onChange(name);
    };
    return { source, loop: new Loop({ intervalMs: () => source.status().intervalMs, work }) };
  }
}
