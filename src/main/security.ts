import { app, session, type Session, type WebContents } from 'electron';
import { isOurs } from './assets.ts';

/** Sandboxes every renderer. Must run before the app is ready. */
export function hardenProcess(): void {
  // Together with --no-sandbox, which root needs, Chromium's helper processes would not start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => keepInPlace(contents));
  // No page is trusted with a certificate of the user's, and none is asked for a password.
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
}

/** Denies the window everything that drawing does not need. Must end before the first window. */
export async function hardenSession(): Promise<void> {
  const { defaultSession } = session;
  denyDevices(defaultSession);
  await denyNetwork(defaultSession);
  defaultSession.setSpellCheckerEnabled(false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}

function denyDevices(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler(null);
  target.on('select-hid-device', (event) => event.preventDefault());
  target.on('select-serial-port', (event) => event.preventDefault());
  target.on('select-usb-device', (event) => event.preventDefault());
}

/**
 * Whatever a page tries to fetch, only our own files are there. WebRTC asks no such handler: its
 * TCP goes to a proxy that nobody runs, and its UDP, which must go the same way, nowhere.
 */
async function denyNetwork(target: Session): Promise<void> {
  target.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  await target.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://0.0.0.0:1',
    proxyBypassRules: '<-loopback>',
  });
}

/** A page stays where it was loaded: no navigation, no second window, no embedded page. */
function keepInPlace(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
