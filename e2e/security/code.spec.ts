import { expect } from '@playwright/test';
import { test } from '../lib/attack.ts';

test('no text becomes code', async ({ lookout }) => {
  const outcome = await lookout.window.evaluate(async () => {
    // What the test itself evaluates is exempt from the policy; what a timer runs is not.
    const later = (attempt: () => unknown) =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            attempt();
            resolve('ran');
          } catch {
            resolve('blocked');
          }
        }, 0);
      });
    const inline = (make: () => void) => {
      try {
        make();
      } catch {
        // Refused at once, which is as good.
      }
    };
    const results = {
      eval: await later(() => (0, eval)('1')),
      Function: await later(() => new Function('return 1')()),
      markup: await later(() => (document.createElement('p').innerHTML = '<img src=x>')),
      write: await later(() => document.write('<p>')),
    };
    inline(() => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.pwned = "script"';
      document.body.append(script);
    });
    inline(() => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'document.body.dataset.pwned = "handler"');
      document.body.append(button);
      button.click();
    });
    inline(() => (location.href = 'javascript:document.body.dataset.pwned = "url"'));
    inline(() => {
      const link = document.createElement('a');
      link.href = 'javascript:document.body.dataset.pwned = "link"';
      document.body.append(link);
      link.click();
    });
    // Two turns of the event loop: a `javascript:` address runs in a task of its own.
    await later(() => null);
    await later(() => null);
    return { ...results, pwned: document.body.dataset['pwned'] ?? 'nothing' };
  });
  expect(outcome).toEqual({
    eval: 'blocked',
    Function: 'blocked',
    markup: 'blocked',
    write: 'blocked',
    pwned: 'nothing',
  });
});
