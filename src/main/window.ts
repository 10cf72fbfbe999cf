import { BrowserWindow } from 'electron';
import { toArguments } from '../shared/bridge-names.ts';
import { commandNames, eventNames, type EventName, type Events } from '../shared/contract.ts';
import type { Snapshot } from '../shared/model.ts';
import { startUrl } from './assets.ts';
import type { Opening, Place } from './window-place.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly place: () => Opening;
  readonly remember: (place: Place) => void;
  /** Whether closing only hides it. Asked at each close. */
  readonly hidesOnClose: () => boolean;
  readonly onGone: (reason: string) => void;
  readonly log: (message: string, data?: unknown) => void;
}

/** Notices before the page listens are kept, up to this many. */
const KEPT = 20;
/** A page that dies this often in a row is not loaded again. */
const RELOADS = 3;
const ZOOM_STEP = 0.5;

/** Lookout's one window: made when first shown, hidden or destroyed on close. */
export class MainWindow {
  readonly #options: WindowOptions;
  #window: BrowserWindow | null = null;
  #isListening = false;
  #kept: (() => void)[] = [];
  #unseen: Snapshot | null = null;
  #deaths = 0;
  #isQuitting = false;
  #onVisibility: () => void = () => {};

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  get isVisible(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  show(): void {
    const window = this.#window ?? this.#create();
    if (window.isMinimized()) window.restore();
    if (!this.#isListening) return;
    window.show();
    window.focus();
  }

  /** Called whenever the window was shown, hidden, minimised, restored or closed. */
  onVisibility(listener: () => void): void {
    this.#onVisibility = listener;
  }

  close(): void {
    this.#window?.close();
  }

  /** Steps in or out; 0 is the actual size. */
  zoom(step: -1 | 0 | 1): void {
    const contents = this.#window?.webContents;
    contents?.setZoomLevel(step === 0 ? 0 : contents.getZoomLevel() + step * ZOOM_STEP);
  }

  toggleFullScreen(): void {
    this.#window?.setFullScreen(!this.#window.isFullScreen());
  }

  /** From now on a close is a close. */
  quit(): void {
    this.#isQuitting = true;
  }

  /** The page has subscribed and is given `snapshot`: what else was kept for it goes out. */
  attached(snapshot: Snapshot | null): void {
    this.#isListening = true;
    if (this.#unseen === snapshot) this.#unseen = null;
    const kept = this.#kept;
    this.#kept = [];
    for (const send of kept) send();
  }

  /** A message to the page; kept until there is one that listens. */
  send<N extends EventName>(name: N, payload: Events[N]): void {
    if (this.#isListening) this.#window?.webContents.send(name, payload);
    else this.#kept = [...this.#kept, () => this.send(name, payload)].slice(-KEPT);
  }

  /** Sent only to a window somebody can see; otherwise the last one waits for that. */
  push(snapshot: Snapshot): void {
    if (this.#isListening && this.isVisible) this.#window?.webContents.send('snapshot', snapshot);
    else this.#unseen = snapshot;
  }

  #reveal(): void {
    const snapshot = this.#unseen;
    this.#unseen = null;
    if (snapshot !== null) this.push(snapshot);
    this.#onVisibility();
  }

  #create(): BrowserWindow {
    const { preload, icon, place, log } = this.#options;
    const { bounds, isMaximized, isContentSize } = place();
    const window = new BrowserWindow({
      ...bounds,
      useContentSize: isContentSize,
      icon,
      minWidth: 640,
      minHeight: 480,
      show: false,
      title: 'Lookout',
      webPreferences: {
        preload,
        additionalArguments: toArguments({ commands: commandNames, events: eventNames }),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        backgroundThrottling: true,
      },
    });
    this.#window = window;
    if (isMaximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('show', () => this.#reveal());
    window.on('restore', () => this.#reveal());
    window.on('hide', () => this.#onVisibility());
    window.on('minimize', () => this.#onVisibility());
    this.#rememberPlace(window);
    window.on('close', (event) => {
      if (this.#isQuitting || !this.#options.hidesOnClose()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#isListening = false;
      this.#onVisibility();
    });
    window.on('unresponsive', () => log('The window does not respond.'));
    window.webContents.on('did-start-loading', () => (this.#isListening = false));
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#died(reason));
    // At once: a window that waits is given a process for its empty page, and then another.
    void window.loadURL(startUrl);
    return window;
  }

  #rememberPlace(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | null = null;
    const save = (): void => {
      timer = null;
      if (window.isDestroyed()) return;
      this.#options.remember({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    };
    const later = (): void => {
      timer ??= setTimeout(save, 500);
    };
    window.on('resize', later);
    window.on('move', later);
    window.on('close', save);
  }

  #died(reason: string): void {
    this.#options.log(`The window's page is gone: ${reason}`);
    this.#isListening = false;
    if (reason === 'clean-exit' || this.#isQuitting) return;
    this.#deaths += 1;
    if (this.#deaths > RELOADS) this.#options.onGone(reason);
    else this.#window?.webContents.reload();
  }
}
