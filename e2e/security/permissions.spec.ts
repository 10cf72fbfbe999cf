import { expect } from '@playwright/test';
import { test } from '../lib/attack.ts';

test('no permission is given, nor asked for', async ({ lookout }) => {
  const answers = await lookout.window.evaluate(async () => {
    const outcome = (attempt: () => Promise<unknown>) =>
      Promise.resolve()
        .then(attempt)
        .then(
          () => 'given',
          () => 'denied',
        );
    return {
      location: await outcome(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, reject),
          ),
      ),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      clipboardWrite: await outcome(() => navigator.clipboard.writeText('harm')),
      microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia()),
      notifications: await Notification.requestPermission(),
      states: await Promise.all(
        (['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as const).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    };
  });
  expect(answers).toEqual({
    location: 'denied',
    clipboard: 'denied',
    clipboardWrite: 'denied',
    microphone: 'denied',
    camera: 'denied',
    screen: 'denied',
    notifications: 'denied',
    states: ['denied', 'denied', 'denied', 'denied', 'denied'],
  });
});
