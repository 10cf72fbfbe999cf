import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { app, type WebContents } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import type { Log } from '../core/log.ts';
import type { Snapshot } from '../shared/model.ts';
import type { Lookout } from './lookout.ts';

/** Pictures of the window for those who cannot see it: documentation, tests, machines without a display. */

const LOOK_MS = 100;
/** A window without a chart by then is a picture of what is wrong, which is wanted as well. */
const PATIENCE_MS = 20_000;
const RENEW_MS = 5000;

/** True when a chart has at least one drawn shape with data, or the view has none and data came. */
const isDrawn = `(() => {
  const shapes = document.querySelectorAll('.recharts-area-area, .recharts-line-curve, .recharts-bar-rectangle path');
  return shapes.length > 0 || (document.querySelector('main')?.innerText.length > 0 && document.querySelector('.time-chart') === null);
})()`;
const twoFrames =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))';

/** Does what --screenshot and --picture ask for. */
export function showPictures({ flags, window, monitor, log }: Lookout): void {
  const contents = (): WebContents | null => window.browserWindow?.webContents ?? null;
  const { picture, screenshot } = flags;
  if (picture !== null) {
    const renew = (): void => void tryPicture(contents(), picture, log);
    setInterval(renew, RENEW_MS);
  }
  if (screenshot !== null) {
    const isLive = (): boolean => monitor.latest !== null && isWorthAPicture(monitor.latest);
    void takeScreenshot(contents, screenshot, isLive, log);
  }
}

/** Each source was read or says why not, one is live, and the charts have more than a moment. */
function isWorthAPicture({ sources, charts }: Snapshot): boolean {
  const all = Object.values(sources);
  return (
    all.every(({ lastReadAt, problem }) => lastReadAt !== null || problem !== null) &&
    all.some(({ state }) => state === 'live') &&
    charts.depth.points.length > 1
  );
}

/** Writes one picture as soon as live data are drawn, and quits; 1 where it cannot be written. */
async function takeScreenshot(
  contents: () => WebContents | null,
  file: string,
  isLive: () => boolean,
  log: Log,
): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && !(isLive() && (await ask(contents(), isDrawn)))) {
    await pause(LOOK_MS);
  }
  await Promise.race([ask(contents(), twoFrames), pause(1000)]);
  const isWritten = await tryPicture(contents(), file, log);
  if (!isWritten) process.exitCode = 1;
  app.quit();
}

async function tryPicture(contents: WebContents | null, file: string, log: Log): Promise<boolean> {
  if (contents === null || contents.isDestroyed()) return false;
  try {
    const image = await contents.capturePage();
    if (image.isEmpty()) return false;
    mkdirSync(dirname(file), { recursive: true });
    await writeFileAtomic(file, image.toPNG());
    return true;
  } catch (error) {
    log('error', `The picture ${file} could not be written.`, error);
    return false;
  }
}

async function ask(contents: WebContents | null, script: string): Promise<boolean> {
  try {
    return (await contents?.executeJavaScript(script)) === true;
  } catch {
    return false;
  }
}

const pause = (ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, false);
  });
