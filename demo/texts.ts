/** What the demo's people ask for, and what goes wrong. */

type NonEmpty = readonly [string, ...string[]];

export const requests: NonEmpty = [
  'Add a per-customer rate limit to the orders endpoint.\n\nKeep the limits in one table, read once at start.',
  'The retry test is flaky: find out why, and fix the cause rather than the test.',
  'Write the migration that splits the address column, with a way back.',
  'Explain in the handbook how a release is made, step by step, with the commands.',
  'Move date formatting into one helper and use it in all six views.',
  'The search returns duplicates when two pages change at once. Reproduce it first.',
  'Review the pull request for the new payment provider. Look at error handling above all.',
  'Checkout: show the delivery estimate before payment, from the same source as the mail.',
  'Make the list of orders virtual; 5,000 rows take four seconds today.',
  "Sum up yesterday's error log: what is new, what grew, what went away?",
  'Replace the hand-written CSV reader by the library that reporting uses.',
  'Give every button of the settings page a label that a screen reader can say.',
  'Add a test that fails when a translation is missing.',
  'Why does the nightly build take 40 minutes? Measure, then propose two changes.',
  'Draft release notes for 4.2 from the merged pull requests, for customers.',
  'Turn the ranking weights into settings, with the present values as defaults.',
];

export const kinds: NonEmpty = ['feature', 'bugfix', 'review', 'docs', 'refactor'];

/** Where prompts come from. */
export const origins: NonEmpty = ['api', 'api', 'cli', 'schedule', 'github'];

export const promptErrors: NonEmpty = [
  'Assignment timed out',
  'Assignment timed out',
  'Session did not become ready within 120 s',
  'Provider error 529: overloaded, request 8f31c2',
  'Tests failed: 3 of 212',
];

export const taskTypes: NonEmpty = [
  'run_tests',
  'run_tests',
  'deploy_preview',
  'index_docs',
  'sync_repo',
  'nightly_report',
];

export const taskErrors: NonEmpty = [
  'Connection to node-b refused',
  'Timed out after 60 s',
  'Exit status 137: out of memory',
  'Checkout failed: reference not found',
];

export const errorTypes: NonEmpty = ['ConnectionError', 'TimeoutError', 'OutOfMemory', 'GitError'];

export const projects: NonEmpty = ['shop-api', 'shop-web', 'handbook', 'search'];
