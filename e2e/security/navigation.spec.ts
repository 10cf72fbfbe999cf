import { expect } from '@playwright/test';
import { expectUnharmed, test } from '../lib/attack.ts';

test('no second window opens', async ({ lookout, loopback }) => {
  const opened = await lookout.window.evaluate((port) => {
    const links = ['noopener', ''].map((rel) => {
      const link = document.createElement('a');
      Object.assign(link, { href: `http://127.0.0.1:${port}/`, target: '_blank', rel });
      document.body.append(link);
      link.click();
      return link;
    });
    for (const link of links) link.remove();
    return [
      window.open(`http://127.0.0.1:${port}/`),
      window.open('about:blank'),
      window.open('lookout://app/index.html'),
      window.open('file:///etc/passwd'),
    ].map((other) => other === null);
  }, loopback.tcpPort);
  expect(opened).toEqual([true, true, true, true]);
  await expectUnharmed(lookout);
  expect(loopback.arrivals()).toBe(0);
});

test('the window stays on its own page', async ({ lookout, loopback }) => {
  const { window } = lookout;
  await window.evaluate(() => document.body.setAttribute('data-mark', 'same document'));
  const ways = {
    location: (url: string) => window.evaluate((to) => void (location.href = to), url),
    link: (url: string) =>
      window.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
      }, url),
    form: (url: string) =>
      window.evaluate((to) => {
        const form = document.createElement('form');
        form.action = to;
        document.body.append(form);
        form.submit();
        form.remove();
      }, url),
    refresh: (url: string) =>
      window.evaluate((to) => {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0; url=${to}`;
        document.head.append(meta);
      }, url),
  };
  const places = [
    'file:///etc/passwd',
    `http://127.0.0.1:${loopback.tcpPort}/`,
    'https://localhost/',
    'data:text/html,<p>elsewhere</p>',
    'lookout://other/index.html',
  ];
  for (const go of Object.values(ways)) {
    for (const place of places) {
      await go(place);
      await expectUnharmed(lookout);
    }
  }
  const mark = await window.evaluate(() => document.body.getAttribute('data-mark'));
  expect(mark).toBe('same document');
  expect(loopback.arrivals()).toBe(0);
});
