import { create } from 'zustand';
import type { ActionItem, Events, SnapshotParts } from '../../shared/contract.ts';
import type { Snapshot, Target } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import { call } from './api.ts';
import { share } from './share.ts';
import { SnapshotReader } from './snapshot-reader.ts';

type Notice = Events['notice'];

interface Store {
  /** null before the first one came. */
  readonly snapshot: Snapshot | null;
  readonly settings: Settings | null;
  readonly actions: readonly ActionItem[];
  /** Where the user is, and what is selected there. */
  readonly place: Target;
  readonly notice: Notice | null;
  readonly paletteOpen: boolean;
  readonly keysOpen: boolean;
}

export const useStore = create<Store>()(() => ({
  snapshot: null,
  settings: null,
  actions: [],
  place: { view: 'overview' },
  notice: null,
  paletteOpen: false,
  keysOpen: false,
}));

const { setState } = useStore;

/** The present state, for event handlers; components subscribe with useStore. */
export const peek = useStore.getState;

export const goTo = (place: Target): void => setState({ place });
export const setPaletteOpen = (paletteOpen: boolean): void => setState({ paletteOpen });
export const setKeysOpen = (keysOpen: boolean): void => setState({ keysOpen });
export const dismissNotice = (): void => setState({ notice: null });

/** Runs `work`; what goes wrong becomes a notice, since nobody else waits for it. */
export function attempt(work: Promise<unknown>, done?: string): void {
  void settle(work, done);
}

async function settle(work: Promise<unknown>, done?: string): Promise<void> {
  try {
    await work;
    if (done !== undefined) setState({ notice: { kind: 'done', text: done } });
  } catch (error) {
    setState({ notice: { kind: 'failed', text: wordsOf(error) } });
  }
}

/** The sentence to show for anything thrown. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong that Lookout has no words for.';

/** How far back the charts reach, minutes; shown at once, true with the next snapshot. */
export function setRange(rangeMin: number): void {
  const { settings } = peek();
  if (settings !== null) setState({ settings: { ...settings, rangeMin } });
  attempt(call('setRange', rangeMin));
}

/** The newest snapshot while the window is hidden: kept, not read. */
let unseen: SnapshotParts | null = null;
const reader = new SnapshotReader();

function receive(parts: SnapshotParts): void {
  if (document.hidden) {
    unseen = parts;
    return;
  }
  const { snapshot } = peek();
  show(reader.read(parts, snapshot));
}

function show(next: Snapshot): void {
  const previous = peek().snapshot;
  if (previous !== null && previous.seq > next.seq && previous.takenAt > next.takenAt) return;
  setState({ snapshot: next });
}

function reveal(): void {
  if (document.hidden || unseen === null) return;
  const parts = unseen;
  unseen = null;
  receive(parts);
}

/**
 * Subscribes to what main tells and asks for what it told before this window existed; resolves once
 * that is here.
 */
export function connect(): Promise<void> {
  const { lookout } = window;
  lookout.onSnapshot(receive);
  lookout.on('settings', (settings) => setState({ settings }));
  lookout.on('actions', (actions) => setState({ actions }));
  lookout.on('navigate', goTo);
  lookout.on('openPalette', () => setPaletteOpen(true));
  lookout.on('notice', (notice) => setState({ notice }));
  document.addEventListener('visibilitychange', reveal);

  return settle(load());
}

async function load(): Promise<void> {
  const [snapshot, settings, actions] = await Promise.all([
    call('getSnapshot'),
    call('getSettings'),
    call('listActions'),
  ]);
  if (snapshot !== null) show(share(peek().snapshot, snapshot));
  setState({ settings, actions });
}
