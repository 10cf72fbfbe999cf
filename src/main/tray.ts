import { join } from 'node:path';
import { Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Health, Snapshot, Target } from '../shared/model.ts';
import { trayLines, trayTooltip } from './tray-lines.ts';

interface Options {
  /** Folder of the tray's pictures. */
  readonly icons: string;
  readonly onShow: () => void;
  readonly onTarget: (target: Target) => void;
  readonly onTogglePause: () => void;
  readonly onQuit: () => void;
}

/** The icon by the clock: how things stand, the leading figures, and a way to the window. */
export class LookoutTray {
  readonly #options: Options;
  #tray: Tray | null = null;
  #health: Health = 'paused';
  #shown = '';
  #latest: { snapshot: Snapshot | null; paused: boolean } = { snapshot: null, paused: false };

  constructor(options: Options) {
    this.#options = options;
  }

  /** Makes the icon where there is a tray for it, and takes it away with the tray. */
  setPresent(isPresent: boolean): void {
    if (isPresent === (this.#tray !== null)) return;
    this.#tray?.destroy();
    this.#tray = null;
    if (!isPresent) return;
    const { icons, onShow } = this.#options;
    this.#tray = new Tray(picture(icons, this.#health));
    this.#tray.on('click', () => onShow());
    this.#shown = '';
    this.update(this.#latest.snapshot, this.#latest.paused);
  }

  update(snapshot: Snapshot | null, paused: boolean): void {
    this.#latest = { snapshot, paused };
    const health = paused ? 'paused' : (snapshot?.headline.health ?? 'paused');
    if (health !== this.#health) {
      this.#health = health;
      this.#tray?.setImage(picture(this.#options.icons, health));
    }
    if (this.#tray === null) return;
    const tooltip = trayTooltip(snapshot);
    const lines = trayLines(snapshot);
    const showing = JSON.stringify([tooltip, lines, paused]);
    if (showing === this.#shown) return;
    this.#shown = showing;
    this.#tray.setToolTip(tooltip);
    this.#tray.setContextMenu(this.#menu(lines, paused));
  }

  /** Linux shows a menu as it was when it was set, so each change makes a new one. */
  #menu(lines: ReturnType<typeof trayLines>, paused: boolean): Menu {
    const { onShow, onTarget, onTogglePause, onQuit } = this.#options;
    return Menu.buildFromTemplate([
      ...lines.map(({ label, target }) => ({ label, click: () => onTarget(target) })),
      { type: 'separator' },
      { label: 'Show Lookout', click: onShow },
      { label: paused ? 'Resume' : 'Pause', click: onTogglePause },
      { type: 'separator' },
      { label: 'Quit Lookout', click: onQuit },
    ]);
  }
}

function picture(folder: string, health: Health): NativeImage {
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(join(folder, `${health}Template.png`));
    image.setTemplateImage(true);
    return image;
  }
  const size = process.platform === 'win32' ? 16 : 22;
  return nativeImage.createFromPath(join(folder, `${health}-${size}.png`));
}
