import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FileWatch } from '../../../src/core/sessions/file-watch.ts';
import { readRollout } from '../../../src/core/sessions/rollout.ts';
import { RolloutFiles } from '../../../src/core/sessions/rollout-files.ts';
import { cleanText } from '../../../src/core/sessions/screen.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const FILES = join(import.meta.dirname, '..', '..', '..', 'corpus', 'agent-files');
const AT = Date.UTC(2026, 10, 24, 6);

const saved = (run: string, name: string) =>
  readRollout(readFileSync(join(FILES, run, `${name}.jsonl`), 'utf8').split('\n'), null, AT);

describe('what Codex wrote while it was in a known state', () => {
  test.each([
    ['working-request', 'working'],
    ['working-exec', 'working'],
    // An approval writes nothing: the screen has to tell.
    ['waiting-exec', 'working'],
    ['retrying', 'working'],
    ['killed', 'working'],
    ['done', 'ready'],
    ['denied', 'ready'],
    ['interrupted', 'ready'],
    ['error-503', 'blocked'],
    ['error-401', 'blocked'],
    ['error-quota', 'blocked'],
    ['error-limit', 'blocked'],
  ])('%s: %s', (name, says) => {
    expect(saved('codex169', name)?.evidence).toMatchObject({ kind: 'rollout', says });
  });

  test('a refusal says why and until when', () => {
    const limit = saved('codex169', 'error-limit');
    expect(limit?.detail).toBe('You’ve hit your usage limit.');
    expect(new Date(limit?.until ?? 0).getMinutes()).toBe(43);
  });

  test.each(['working-request', 'done', 'working-exec'])(
    'a version that announces no turns (%s) says nothing',
    (name) => expect(saved('codex64', name)).toBeNull(),
  );
});

const event = (type: string, more: object = {}) =>
  JSON.stringify({
    timestamp: new Date(AT).toISOString(),
    type: 'event_msg',
    payload: { type, ...more },
  });

describe('lines that are not what they seem', () => {
  test('an event that somebody quotes in a message is no event', () => {
    const quoted = JSON.stringify({
      type: 'response_item',
      payload: { type: 'message', text: event('task_complete') },
    });
    const state = readRollout([event('task_started'), quoted], null, AT);
    expect(state?.evidence.says).toBe('working');
  });

  test('after an older version was interrupted, a new message leaves it open', () => {
    expect(readRollout([event('turn_aborted')], null, AT)?.evidence.says).toBe('ready');
    expect(readRollout([event('turn_aborted'), event('user_message')], null, AT)).toBeNull();
  });

  test('a time from the future counts as now', () => {
    const line = event('task_complete').replace('2026', '2126');
    expect(readRollout([line], null, AT)?.evidence.at).toBe(AT);
  });

  test('any line: an answer, and only text in it', { timeout: 60_000 }, () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.json(),
      fc
        .tuple(fc.constantFrom('task_complete', 'task_started', '__proto__'), fc.jsonValue())
        .map(([type, error]) => event(type, { error })),
      fc
        .string({ unit: 'binary' })
        .map((message) => event('task_complete', { error: { message } })),
    );
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 8 }), (lines) => {
        const { evidence, detail } = readRollout(lines, null, AT) ?? {};
        for (const words of [evidence?.text ?? '', detail ?? '']) {
          expect(cleanText(words)).toBe(words);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** A rollout in a folder of its own, and the one who follows it. */
function followed(content: string) {
  const file = join(tempFolder(), 'rollout-1.jsonl');
  writeFileSync(file, content);
  const watch = new FileWatch();
  onTestFinished(() => watch.close());
  const files = new RolloutFiles(watch);
  const says = () => files.of(file, Date.now())?.state?.evidence.says ?? null;
  const comesToSay = (state: string | null) => vi.waitFor(() => expect(says()).toBe(state));
  return { file, says, comesToSay, files };
}

const HEAD = JSON.stringify({ type: 'session_meta', payload: { cli_version: '0.169.0' } });

describe('a rollout that grows', () => {
  test('is followed from its end on, whole lines only', async () => {
    const { file, says, comesToSay, files } = followed(`${HEAD}\n${event('task_started')}\n`);
    expect(says()).toBe('working');
    expect(files.of(file, Date.now())?.version).toBe('0.169.0');
    const last = event('task_complete');
    appendFileSync(file, last.slice(0, 40));
    expect(says()).toBe('working');
    appendFileSync(file, `${last.slice(40)}\n`);
    await comesToSay('ready');
    appendFileSync(file, `not json "task_started"\n{"type":\n\n`);
    appendFileSync(file, `${event('turn_aborted')}\n${event('task_started')}\n`);
    await comesToSay('working');
  });

  test('that is far longer than what is read at once: its end counts', () => {
    const prompt = JSON.stringify({ type: 'response_item', text: 'x'.repeat(3_000_000) });
    const { says } = followed(
      [event('task_started'), prompt, event('task_complete'), ''].join('\n'),
    );
    expect(says()).toBe('ready');
    expect(followed(`${event('task_complete')}\n${prompt}\n`).says()).toBeNull();
  });

  test('that is replaced or cut is read anew', async () => {
    const { file, says, comesToSay } = followed(`${event('task_complete')}\n`);
    expect(says()).toBe('ready');
    writeFileSync(`${file}.new`, `${event('task_started')}\n${HEAD}\n`);
    renameSync(`${file}.new`, file);
    await comesToSay('working');
    writeFileSync(file, '');
    await comesToSay(null);
    expect(says()).toBeNull();
  });

  test('that is no file, or not there, says nothing and holds nothing up', () => {
    const { files } = followed('');
    const folder = tempFolder();
    const pipe = join(folder, 'rollout-2.jsonl');
    execFileSync('mkfifo', [pipe]);
    mkdirSync(join(folder, 'rollout-3.jsonl'));
    for (const name of ['rollout-2.jsonl', 'rollout-3.jsonl', 'rollout-4.jsonl']) {
      expect(files.of(join(folder, name), Date.now())).toBeNull();
    }
  });
});

describe('watching files', () => {
  /** What is asked within the same half minute: only an event makes it true again. */
  const NOW = 1_000_000;

  test('a quiet file is not looked at again, a written one at once', async () => {
    const file = join(tempFolder(), 'a.json');
    const watch = new FileWatch();
    onTestFinished(() => watch.close());
    writeFileSync(file, '1');
    expect(watch.mayHaveChanged(file, NOW)).toBe(true);
    expect(watch.mayHaveChanged(file, NOW + 2000)).toBe(false);
    writeFileSync(file, '2');
    await vi.waitUntil(() => watch.mayHaveChanged(file, NOW + 2000));
  });

  test('a folder that is not there yet is looked for every other second, then watched', () => {
    const folder = join(tempFolder(), 'later');
    const file = join(folder, 'a.json');
    const watch = new FileWatch();
    onTestFinished(() => watch.close());
    expect(watch.mayHaveChanged(file, NOW)).toBe(true);
    expect(watch.mayHaveChanged(file, NOW + 1)).toBe(false);
    mkdirSync(folder);
    expect(watch.mayHaveChanged(file, NOW + 2000)).toBe(true);
    expect(watch.mayHaveChanged(file, NOW + 2001)).toBe(false);
  });

  test('half a minute later every file is looked at, told or not', () => {
    const file = join(tempFolder(), 'a.json');
    const watch = new FileWatch();
    onTestFinished(() => watch.close());
    watch.mayHaveChanged(file, NOW);
    expect(watch.mayHaveChanged(file, NOW + 29_000)).toBe(false);
    expect(watch.mayHaveChanged(file, NOW + 31_000)).toBe(true);
  });
});
