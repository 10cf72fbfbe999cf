import { watchTarget, type TargetFlags } from '../core/target.ts';
import type { WatchTarget } from '../core/monitor/port.ts';
import { namesTarget } from './arguments.ts';
import type { Settings } from '../shared/settings.ts';
import type { SettingsStore } from './settings-store.ts';

/** Where the demo's files and its tmux server are. */
export interface DemoPlace {
  readonly root: string;
  readonly tmuxSocket: string;
}

interface Options {
  readonly settings: SettingsStore;
  readonly demo: { start(): Promise<DemoPlace>; stop(): Promise<void> };
  readonly watch: (target: WatchTarget) => void;
  readonly onProblem: (text: string) => void;
}

const RECENT = 10;

/** Decides what is watched: the command line first, then the folder opened last, then the demo. */
export class Watching {
  readonly #options: Options;
  /** Counts choices, so that a demo that is ready late does not undo a later one. */
  #choice = 0;
  #isFromSettings = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(flags: TargetFlags): void {
    const { root, tmuxSocket } = this.#options.settings.get();
    if (flags.demo === true) void this.#watchDemo();
    else if (namesTarget(flags)) this.#watch(flags, false);
    else if (root !== null) this.#watch({ root, tmuxSocket: flags.tmuxSocket ?? tmuxSocket }, true);
    else void this.#watchDemo();
  }

  /** Watches a folder from now on, also after the next start. */
  openRoot(root: string): void {
    const { settings } = this.#options;
    const { recentRoots, tmuxSocket } = settings.get();
    const recent = [root, ...recentRoots.filter((other) => other !== root)].slice(0, RECENT);
    // Not from the settings while they change: the folder is watched once, below.
    this.#isFromSettings = false;
    settings.change({ root, recentRoots: recent });
    this.#watch({ root, tmuxSocket }, true);
  }

  openDemo(): void {
    this.#isFromSettings = false;
    this.#options.settings.change({ root: null });
    void this.#watchDemo();
  }

  /** Follows the settings where they decide what is watched. */
  settingsChanged(previous: Settings): void {
    const { root, tmuxSocket } = this.#options.settings.get();
    if (!this.#isFromSettings) return;
    if (root !== previous.root || tmuxSocket !== previous.tmuxSocket) this.start({});
  }

  #watch(flags: TargetFlags, isFromSettings: boolean): void {
    this.#choice += 1;
    this.#isFromSettings = isFromSettings;
    this.#options.watch(watchTarget(flags));
    void this.#options.demo.stop();
  }

  async #watchDemo(): Promise<void> {
    this.#choice += 1;
    this.#isFromSettings = false;
    const choice = this.#choice;
    try {
      const place = await this.#options.demo.start();
      if (choice === this.#choice) this.#options.watch(watchTarget({ ...place, demo: true }));
    } catch (error) {
      if (choice !== this.#choice) return;
      this.#options.watch(watchTarget({}));
      this.#options.onProblem(
        `The demo could not be started: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
