import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileWatch } from '../../../src/core/sessions/file-watch.ts';
import { createProcessReader } from '../../../src/core/sessions/processes.ts';
import { cleanText } from '../../../src/core/sessions/screen.ts';
import { StatusFiles } from '../../../src/core/sessions/status-file.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const agent = { pid: 4711, started: '99', cpuMs: 0, argv: ['claude'] };

test('whatever a status file holds: an answer or none, and only text in it', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'sessions'));
  const file = join(folder, 'sessions', '4711.json');
  const environment = () => ({ CLAUDE_CONFIG_DIR: folder });
  const processes = Object.assign(createProcessReader(), { environment });
  const status = fc.record(
    {
      procStart: fc.oneof(fc.constant('99'), fc.jsonValue()),
      status: fc.oneof(
        fc.constantFrom('busy', '__proto__', 'constructor', '\u001B[31mbusy\n\u202E'),
        fc.string({ unit: 'binary' }),
        fc.jsonValue(),
      ),
      version: fc.jsonValue(),
      waitingFor: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      sessionId: fc.oneof(fc.constant('../../x'), fc.jsonValue()),
      cwd: fc.jsonValue(),
    },
    { requiredKeys: ['procStart', 'status'] },
  );
  const content = fc.oneof(
    status.map((value) => Buffer.from(JSON.stringify(value))),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(content, (bytes) => {
      writeFileSync(file, bytes);
      const watch = new FileWatch();
      const word = new StatusFiles(processes, watch).of(agent, 0);
      watch.close();
      for (const text of [word?.evidence?.text, word?.detail, word?.version, word?.transcript]) {
        expect(cleanText(text ?? '')).toBe(text ?? '');
      }
    }),
    { numRuns: 200 },
  );
});
