import { expect } from '@playwright/test';
import { test } from '../lib/attack.ts';

test('our own scheme serves the window and nothing beside it', async ({ lookout }) => {
  const page = 'lookout://app/index.html';
  const attempts = [
    'lookout://app/../../etc/passwd',
    'lookout://app/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    'lookout://app/%2e%2e/%2e%2e/main/index.js',
    'lookout://app/..%5c..%5cmain%5cindex.js',
    'lookout://app//etc/passwd',
    'lookout://app/%00/index.html',
    'lookout://app/%ff',
    'lookout://app/',
    'lookout://other/index.html',
    'lookout://app@other/index.html',
    'lookout://user@app/index.html',
  ];
  const statuses = await lookout.app.evaluate(
    ({ session }, urls) =>
      Promise.all(
        urls.map((url) =>
          session.defaultSession.fetch(url).then(
            ({ status }) => [url, status] as const,
            () => [url, 'refused'] as const,
          ),
        ),
      ),
    [page, ...attempts],
  );
  const served = statuses.filter(([, status]) => status !== 404 && status !== 'refused');
  expect(served).toEqual([[page, 200]]);
});
