import { describe, expect, it } from 'vitest';
import { createReader, plainText, type Line } from '../../src/renderer/lib/terminal.ts';
import { contrast, indexed, legible } from '../../src/renderer/lib/terminal-colours.ts';

const ESC = '\u001B';

async function read(text: string, columns = 40, rows = 6): Promise<readonly Line[]> {
  const reader = await createReader();
  return reader({ text, columns, rows, cursor: null });
}

const firstRuns = async (text: string) => (await read(text))[0]?.runs ?? [];

describe('a captured screen', () => {
  it('keeps its lines where they are, the last line end included', async () => {
    const lines = await read('one\n\n  three\n\n\nsix\n');
    expect(lines).toHaveLength(6);
    expect(plainText(lines)).toBe('one\n\n  three\n\n\nsix');
  });

  it('has the named colours, the 256 and the true ones, bold, italic and struck text', async () => {
    const runs = await firstRuns(
      `${ESC}[1;31mred${ESC}[0m ${ESC}[38;5;208morange${ESC}[0m ${ESC}[3;9;38;2;120;200;255msky${ESC}[0m`,
    );
    const [red, , orange, , sky] = runs;
    expect(red).toMatchObject({ text: 'red', isBold: true, ink: 'rgb(230 110 110)' });
    expect(orange).toMatchObject({ text: 'orange', ink: 'rgb(255 135 0)' });
    expect(sky).toMatchObject({ ink: 'rgb(120 200 255)', isItalic: true, line: 'line-through' });
  });

  it('turns reversed text round, and hides hidden text', async () => {
    const [plain, reversed, hidden] = await firstRuns(
      `a${ESC}[7mb${ESC}[0m${ESC}[8msecret${ESC}[0m.`,
    );
    expect(plain).toMatchObject({ text: 'a', ground: null });
    expect(reversed).toMatchObject({ text: 'b', ground: 'rgb(217 221 227)' });
    expect(hidden?.text).toBe('      .');
  });

  it('gives wide characters and emoji their two columns', async () => {
    const runs = await firstRuns('漢字 👍ok');
    expect(runs.map(({ text, columns }) => [text, columns])).toEqual([
      ['漢', 2],
      ['字', 2],
      [' ', 1],
      ['👍', 2],
      ['ok', 2],
    ]);
    expect(plainText(await read('漢字 👍ok'))).toBe('漢字 👍ok');
  });

  it('holds signs that fonts draw in other widths to one column each, lines and boxes together', async () => {
    const runs = await firstRuns('✳ ⠂ ╭──╮');
    expect(runs.filter(({ isPlain }) => !isPlain).map(({ text }) => text)).toEqual(['✳', '⠂']);
    expect(runs.at(-1)?.text).toBe(' ╭──╮');
  });

  it('marks the cursor', async () => {
    const reader = await createReader();
    const cursor = { column: 2, row: 0 };
    const [line] = await reader({ text: '❯ \n', columns: 20, rows: 2, cursor });
    expect(line?.runs.findLast(({ isCursor }) => isCursor)?.text).toBe(' ');
  });

  it.each([
    [
      'a title and a link',
      `${ESC}]2;owned\u0007${ESC}]8;;javascript:alert(1)${ESC}\\link${ESC}]8;;${ESC}\\`,
      'link',
    ],
    ['a clipboard write', `${ESC}]52;c;bWFsaWNl\u0007text`, 'text'],
    ['a clear, a reset and a scroll', `gone${ESC}[2J${ESC}[H${ESC}ctext`, 'text'],
    ['a sequence without an end', `text${ESC}[38;2;${'1;'.repeat(5000)}`, 'text'],
    ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['other control characters', 't\u0000e\u0005x\u007Ft', 'text'],
  ])('is only text after %s', async (_what, hostile, seen) => {
    expect(plainText(await read(hostile)).trim()).toBe(seen);
  });

  it('survives any bytes and any size', async () => {
    let seed = 1;
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (let turn = 0; turn < 20; turn += 1) {
      const bytes = Uint8Array.from({ length: 4000 }, () => next() % 256);
      const lines = await read(new TextDecoder().decode(bytes), next() % 300, next() % 100);
      expect(lines.length).toBeGreaterThan(0);
    }
    expect(await read('x', 0, 0)).toHaveLength(1);
  });
});

describe('colours', () => {
  it('can be read on any ground', () => {
    for (let ink = 0; ink < 256; ink += 5) {
      for (let ground = 0; ground < 256; ground += 5) {
        const on = indexed(ground);
        expect(contrast(legible(indexed(ink), on), on)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('stay as they are where they can be read', () => {
    expect(legible([200, 200, 200], [0, 0, 0])).toEqual([200, 200, 200]);
  });
});
