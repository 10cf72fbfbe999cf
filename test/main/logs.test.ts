import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../src/main/logs.ts';
import { tempFolder } from '../lib/temp-folder.ts';

it('keeps the log and two predecessors, each of about 5 MB', () => {
  const folder = tempFolder();
  const log = openLog(folder);
  const line = 'x'.repeat(1_000_000);
  for (let n = 0; n < 26; n += 1) log('info', `${n} ${line}`);
  const files = readdirSync(folder).toSorted();
  expect(files).toEqual(['lookout.1.log', 'lookout.2.log', 'lookout.log']);
  for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThan(7_000_000);
  expect(readFileSync(join(folder, 'lookout.log'), 'utf8')).toContain('25 x');
});
