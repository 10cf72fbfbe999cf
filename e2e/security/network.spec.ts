import { expect } from '@playwright/test';
import { expectCounting, expectUnharmed, test } from '../lib/attack.ts';

test('nothing of the window reaches the network', async ({ lookout, loopback }) => {
  const outcome = await lookout.window.evaluate(tryNetwork, `127.0.0.1:${loopback.tcpPort}`);
  expect(Object.entries(outcome).filter(([, result]) => result !== 'blocked')).toEqual([]);
  await expectUnharmed(lookout);
  expect(loopback.arrivals()).toBe(0);
  await expectCounting(loopback);
});

for (const way of ['stun over udp', 'turn over udp', 'turn over tcp'] as const) {
  test(`no call to a peer leaves the window: ${way}`, async ({ lookout, loopback }) => {
    const { tcpPort, udpPort } = loopback;
    const url = {
      'stun over udp': `stun:127.0.0.1:${udpPort}`,
      'turn over udp': `turn:127.0.0.1:${udpPort}`,
      'turn over tcp': `turn:127.0.0.1:${tcpPort}?transport=tcp`,
    }[way];
    await lookout.window.evaluate(callPeer, url);
    expect(loopback.arrivals()).toBe(0);
    await expectCounting(loopback);
  });
}

/** Runs in the window. Ends when WebRTC has looked for every way to reach a peer. */
async function callPeer(url: string): Promise<void> {
  if (!('RTCPeerConnection' in globalThis)) return;
  const server = { urls: url, username: 'u', credential: 'c' };
  const connection = new RTCPeerConnection({ iceServers: [server] });
  connection.createDataChannel('out');
  const gathered = new Promise((resolve) => {
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve(null);
    });
  });
  await connection.setLocalDescription(await connection.createOffer());
  await gathered;
  connection.close();
}

/** Runs in the window. Every way out ends with 'blocked', or with what it got. */
async function tryNetwork(base: string) {
  type Outcome = 'blocked' | 'sent';
  const refused = (attempt: () => Promise<unknown>): Promise<Outcome> =>
    attempt().then(
      () => 'sent',
      () => 'blocked',
    );
  const viaEvents = (target: EventTarget, good: string): Promise<Outcome> =>
    new Promise((resolve) => {
      target.addEventListener(good, () => resolve('sent'));
      target.addEventListener('error', () => resolve('blocked'));
    });
  const element = (name: string, attributes: Record<string, string>): Promise<Outcome> => {
    try {
      const made = document.createElement(name);
      const done = viaEvents(made, 'load');
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      document.head.append(made);
      return done;
    } catch {
      return Promise.resolve('blocked');
    }
  };
  const constructed = (make: () => EventTarget, good: string): Promise<Outcome> => {
    try {
      return viaEvents(make(), good);
    } catch {
      return Promise.resolve('blocked');
    }
  };
  return {
    fetch: await refused(() => fetch(`http://${base}/`)),
    'fetch, no-cors': await refused(() => fetch(`http://${base}/`, { mode: 'no-cors' })),
    'fetch, keepalive': await refused(() =>
      fetch(`http://${base}/`, { method: 'POST', body: 'x', keepalive: true }),
    ),
    'fetch of a file': await refused(() => fetch('file:///etc/passwd')),
    XMLHttpRequest: await constructed(() => {
      const request = new XMLHttpRequest();
      request.open('GET', `http://${base}/`);
      request.send();
      return request;
    }, 'load'),
    WebSocket: await constructed(() => new WebSocket(`ws://${base}/`), 'open'),
    EventSource: await constructed(() => new EventSource(`http://${base}/`), 'open'),
    worker: await constructed(() => new Worker(`http://${base}/x.js`), 'message'),
    import: await refused(() => import(`http://${base}/x.js`)),
    image: await element('img', { src: `http://${base}/x.png` }),
    script: await element('script', { src: `http://${base}/x.js` }),
    style: await element('link', { rel: 'stylesheet', href: `http://${base}/x.css` }),
    preload: await element('link', { rel: 'preload', as: 'image', href: `http://${base}/x.png` }),
    prefetch: await element('link', { rel: 'prefetch', href: `http://${base}/x` }),
    media: await element('video', { src: `http://${base}/x.mp4` }),
    object: await element('object', { data: `http://${base}/x` }),
    font: await refused(() => new FontFace('x', `url(http://${base}/x.woff2)`).load()),
    beacon: (navigator.sendBeacon(`http://${base}/`, 'x'), 'blocked' as const),
    'service worker': await refused(() => navigator.serviceWorker.register('/x.js')),
  };
}
