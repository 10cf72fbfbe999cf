import { Notification } from 'electron';
import type { Delivery } from '../core/alerts/delivery.ts';
import type { Log } from '../core/log.ts';
import type { Target } from '../shared/model.ts';

interface Options {
  readonly onClick: (target: Target) => void;
  readonly log: Log;
}

/** Shown at a time at most: a desktop that never closes its notifications must not fill memory. */
const KEPT = 20;

/** Desktop notifications. A click on one opens what it is about. */
export class Notifications {
  readonly #options: Options;
  /** Held so that a click still finds them. */
  readonly #shown: Notification[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  show({ kind, title, body, severity, target }: Delivery): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({
      title: plain(title),
      body: plain(body),
      silent: kind === 'ended' || severity === 'info',
      urgency: severity === 'critical' && kind === 'fired' ? 'critical' : 'normal',
    });
    notification.on('click', () => this.#options.onClick(target));
    notification.on('close', () => this.#forget(notification));
    notification.on('failed', (_event, error) =>
      this.#options.log('warn', 'A desktop notification could not be shown.', { error }),
    );
    this.#shown.push(notification);
    if (this.#shown.length > KEPT) this.#shown.shift();
    notification.show();
  }

  #forget(notification: Notification): void {
    const at = this.#shown.indexOf(notification);
    if (at >= 0) this.#shown.splice(at, 1);
  }
}

const lookalikes: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '＆' };

/** Linux desktops take a body for markup: names and prompts of others are none. */
const plain = (text: string): string =>
  process.platform === 'linux' ? text.replaceAll(/[<>&]/g, (sign) => lookalikes[sign] ?? '') : text;
