import { describe, expect, test } from 'vitest';
import { createRuleBook } from '../../../src/core/sessions/built-in.ts';
import { explainScreen } from '../../../src/core/sessions/explain.ts';

/** Where an agent was left: its last frame stays above what the shell shows. */

const NOW = Date.UTC(2026, 10, 24, 5);
const rules = createRuleBook();
const RULE = '─'.repeat(60);

const LAST_FRAME = [
  '● All 31 tests pass. Do you want to proceed?',
  '',
  RULE,
  '❯ ',
  RULE,
  '  esc to interrupt',
].join('\n');
const QUESTION = [
  RULE,
  'Bash command',
  'Do you want to proceed?',
  '❯ 1. Yes',
  '  2. No',
  'Esc to cancel · Tab to amend',
].join('\n');

const stateOf = (text: string, command: string) =>
  explainScreen({ text, command }, rules, NOW).state;

describe('below the last frame of an agent', () => {
  test.each([
    ['bash', 'dev@devbox:~/app$ '],
    ['bash', 'dev@devbox:~/app$ git sta'],
    ['bash', '[dev@devbox app]# '],
    ['zsh', '(venv) dev@devbox ~/app % '],
    ['zsh', '➜  app git:(main) ✗ '],
    ['zsh', '❯ '],
    ['fish', 'dev@devbox ~/app> '],
    // What it had drawn further to the right and below is not wiped.
    ['bash', 'dev@devbox:~/app#    Visualize current context usage\n/memory    Edit memory files'],
  ])('a prompt of %s, "%s", is a shell', (command, prompt) => {
    expect(stateOf(`${LAST_FRAME}\n${prompt}`, command)).toBe('shell');
    expect(stateOf(`${QUESTION}\n${prompt}`, command)).toBe('shell');
  });

  test('a prompt is a shell also where nobody says what runs', () => {
    expect(stateOf(`${LAST_FRAME}\ndev@devbox:~/app$ `, '')).toBe('shell');
  });

  test('an agent that was started again is judged by its new frame', () => {
    const again = `● API Error: 529 Overloaded\ndev@devbox:~/app$ claude\n${RULE}\n❯ \n${RULE}`;
    expect(stateOf(again, 'claude')).toBe('ready');
    expect(stateOf(`${LAST_FRAME}\ndev@devbox:~/app$ claude\n${QUESTION}`, 'bash')).toBe('waiting');
  });
});

describe('a pane whose program has ended', () => {
  test('is dead, also where its screen does not show it', () => {
    const saved = { text: `${LAST_FRAME}\nSegmentation fault`, command: 'claude' };
    expect(explainScreen({ ...saved, dead: true }, rules, NOW)).toMatchObject({
      state: 'dead',
      badges: [],
    });
    expect(explainScreen({ ...saved, dead: false }, rules, NOW).state).not.toBe('dead');
  });
});

describe("a text of one's own on an interpreter's line", () => {
  const spinner = '✻ Thinking… (4s · esc to interrupt)';

  test.each([
    ['node', 'node -e "draw()"'],
    ['node', 'node -pe "draw()"'],
    ['bun', 'bun -e "draw()"'],
    ['python3', "python3 -c 'draw()'"],
  ])('%s, started as %s, is no agent, whatever it draws', (command, typed) => {
    expect(stateOf(`dev@devbox:~/app$ ${typed}\n${spinner}`, command)).toBe('shell');
  });

  test.each(['npx claude', 'node cli.js', './start.sh -e', 'node ./agent.js -e'])(
    '%s may be one',
    (typed) => {
      expect(stateOf(`dev@devbox:~/app$ ${typed}\n${spinner}`, 'node')).not.toBe('shell');
    },
  );
});

test('what a program says of itself does not hide the agent that it runs in', () => {
  const served = '➜  Local:   http://localhost:5173/\n➜  press h + enter to show help';
  expect(stateOf(served, 'node')).toBe('shell');
  expect(stateOf(`${served}\n${RULE}\n ❯ \n${RULE}\n  ? for shortcuts`, 'claude')).toBe('ready');
  expect(stateOf(served, 'aider')).not.toBe('shell');
});

describe('programs that show what an agent once drew', () => {
  test('a pager is a pager', () => {
    expect(stateOf(`${QUESTION}\nsaved.ans`, 'less')).toBe('shell');
  });

  test('an editor that an agent opened hides what the agent does', () => {
    const seen = explainScreen(
      { text: 'also update the changelog', title: '✳ Retry helper', command: 'vim' },
      rules,
      NOW,
    );
    expect(seen).toMatchObject({ state: 'unknown', agent: 'claude' });
  });

  test('Aider under the name of its interpreter is Aider', () => {
    const screen = `Aider v0.81.3\nMain model: gemini/gemini-2.5-pro\n${RULE}\n> `;
    expect(stateOf(screen, 'python3')).toBe('ready');
    expect(stateOf('>>> 1 + 1\n2\n>>> ', 'python3')).toBe('shell');
  });
});

test('a line that Gemini CLI left behind says nothing of what is below it', () => {
  const box = `${RULE}\n >   Type your message or @path/to/file\n${RULE}`;
  const thinking = ' ⠸ Thinking... (esc to cancel, 1s)\n Shift+Tab to accept edits';
  expect(stateOf(`> look\n${thinking}\n${box}`, 'gemini')).toBe('working');
  expect(stateOf(`> look\n${thinking}\n✦ They ran.\n${box}`, 'gemini')).toBe('ready');
});

describe('an answer that quotes what programs say', () => {
  const prose = [
    '● The log says "You\'ve hit your limit" and "Permission required".',
    '  Working, Thinking... (esc to cancel, 4s) and esc again to interrupt stand in it, too.',
  ].join('\n');

  test.each([
    ['claude', `${prose}\n${RULE}\n❯ \n${RULE}\n  ? for shortcuts`],
    ['gemini', `${prose}\n${RULE}\n >   Type your message or @path/to/file\n${RULE}`],
    [
      'opencode',
      `${prose}\n  ┃\n  ┃\n  ┃  Build · Coder\n  ╹▀▀▀▀▀▀▀▀▀▀▀▀\n   1.2K (1%)  ctrl+p commands`,
    ],
  ])('of %s is at rest', (command, screen) => {
    expect(stateOf(screen, command)).toBe('ready');
  });
});
