import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../../src/core/tmux/run.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

test('what is ended before it began is not started', async () => {
  const trace = join(tempFolder(), 'trace');
  const signal = AbortSignal.abort();
  const outcome = await runProgram(['touch', trace], { timeoutMs: 60_000, signal });
  expect(outcome).toMatchObject({ ended: 'aborted', code: null });
  expect(existsSync(trace)).toBe(false);
});

test('what is ended while it runs ends at once', async () => {
  const ending = new AbortController();
  const running = runProgram(['sleep', '600'], { timeoutMs: 600_000, signal: ending.signal });
  ending.abort();
  expect(await running).toMatchObject({ ended: 'aborted', code: null });
});
