import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { app, type WebContents } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import type { Log } from '../core/log.ts';
import type { Snapshot } from '../shared/model.ts';
import type { Lookout } from './lookout.ts';

/** Pictures of the window for those who cannot see it: documentation, tests, machines without a display. */

const LOOK_MS = 100;
/** A first snapshot may take long on a busy machine: the demo has to be set up before it. */
const FIRST_SNAPSHOT_MS = 90_000;
/** No chart this long after it is a picture of what is wrong, which is wanted as well. */
const CHART_MS = 20_000;
const RENEW_MS = 5000;

/** True when a chart has at least one drawn shape with data, or the view has none and data came. */
const isDrawn = `(() => {
  const shapes = document.querySelectorAll('.chart-shape');
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
    void takeScreenshot(contents, screenshot, () => monitor.latest, log);
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
  latest: () => Snapshot | null,
  log: Log,
): Promise<void> {
  await waitFor(() => latest() !== null, FIRST_SNAPSHOT_MS);
  const isLive = async (): Promise<boolean> => {
    const snapshot = latest();
    return snapshot !== null && isWorthAPicture(snapshot) && ask(contents(), isDrawn);
  };
  await waitFor(isLive, CHART_MS);
  // A virtual display has a pointer too, in its middle: what it hovers over belongs to nobody.
  contents()?.sendInputEvent({ type: 'mouseLeave', x: 0, y: 0 });
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

async function waitFor(isSo: () => boolean | Promise<boolean>, ms: number): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until && !(await isSo())) await pause(LOOK_MS);
}

const pause = (ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, false);
  });
