import type { Doing } from './assigner.ts';
import type { Member, Program } from './cast.ts';

/**
 * What each program shows, drawn as the real ones draw it (in our own words): the whole screen when
 * its state changes, and one line and the title each second while it works.
 */
interface Painter {
  screen(doing: Doing, member: Member): string;
  /** null where nothing moves. */
  tick(doing: Doing, member: Member, now: number): string | null;
}

const ESC = '\x1b';
const WIDTH = 110;
/** Row of the line that counts the seconds of work. */
const STATUS_ROW = 14;

const grey = (text: string): string => `${ESC}[38;5;246m${text}${ESC}[39m`;
const colour = (n: number, text: string): string => `${ESC}[38;5;${n}m${text}${ESC}[39m`;
const bold = (text: string): string => `${ESC}[1m${text}${ESC}[22m`;
const title = (text: string): string => `${ESC}]2;${text}${ESC}\\`;
const lineAt = (row: number, text: string): string => `${ESC}[${row};1H${text}${ESC}[K`;
const page = (lines: readonly string[]): string => `${ESC}[H${ESC}[2J${lines.join('\r\n')}`;
const seconds = ({ since }: Doing, now: number): number => Math.round((now - since) / 1000);
/** One glyph of a spinner; each is one UTF-16 unit. */
const frame = (glyphs: string, now: number): string =>
  glyphs.charAt(Math.floor(now / 1000) % glyphs.length);

function fill(lines: readonly string[], rows: number): string[] {
  return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, () => '')];
}

const rule = grey('─'.repeat(WIDTH));

const claudeHead = ({ project }: Member): string[] => [
  ' ▐▛███▛█   Claude Code v2.1.330',
  '▝▜██████▀  Opus 5.5 · API Usage Billing',
  ` ▝▝   ▝▝   ~/projects/${project}`,
  '',
];

const claudeFoot = (hint: string): string[] => [
  rule,
  '❯ ',
  rule,
  grey(`  ⏸ manual mode on · ${hint}`),
];

const claudeWork = (task: string): string[] => [
  `❯ ${task}`,
  '',
  '● I will look at how it is done today, then change it in one place.',
  '',
  '● Reading 4 files',
  grey('  ⎿  src/orders/limits.ts, src/orders/routes.ts and 2 more'),
  '',
];

const claude: Painter = {
  screen(doing, member) {
    const head = claudeHead(member);
    const task = doing.task ?? '';
    if (doing.state === 'working') {
      const body = fill([...head, ...claudeWork(task)], STATUS_ROW);
      return page([...body, ...claudeFoot('esc to interrupt')]);
    }
    if (doing.state === 'asking') {
      return (
        title(`✳ ${task.slice(0, 32)}`) +
        page([
          ...head,
          ...claudeWork(task),
          colour(153, '─'.repeat(WIDTH)),
          ` ${bold(colour(153, 'Bash command'))}`,
          '',
          '   npm run migrate -- --dry-run',
          grey('   Show what the migration would change'),
          '',
          ' This command requires approval',
          '',
          ' Do you want to proceed?',
          ` ${colour(153, '❯ 1. Yes')}`,
          '   2. Yes, and don’t ask again for: npm run migrate *',
          '   3. No',
          '',
          grey(' Esc to cancel · Tab to amend'),
        ])
      );
    }
    const body = fill(
      [
        ...head,
        '● Done. The change is in one place now, and its test fails without it.',
        '',
        '  What changed:',
        '  - the limits are read once, at start',
        '  - two callers use the helper instead of their own copy',
        '',
        grey('✻ Cooked for 1m 12s'),
      ],
      STATUS_ROW,
    );
    return title(`✳ ${member.project}`) + page([...body, ...claudeFoot('? for shortcuts')]);
  },
  tick(doing, _member, now) {
    if (doing.state !== 'working') return null;
    const passed = seconds(doing, now);
    const spinner = colour(174, `${frame('✶✻✽✢', now)} Enchanting…`);
    return (
      title(`${frame('⠂⠐', now)} ${(doing.task ?? '').slice(0, 32)}`) +
      lineAt(STATUS_ROW, `${spinner} ${grey(`(${passed}s · ↓ ${passed * 31} tokens)`)}`)
    );
  },
};

const codexHead = ({ project, branch }: Member): string[] => [
  grey('╭──────────────────────────────────────────╮'),
  `${grey('│')} >_ ${bold('OpenAI Codex')} ${grey('(v0.169.0)')}               ${grey('│')}`,
  grey('╰──────────────────────────────────────────╯'),
  grey(`  ~/projects/${project} · ${branch}`),
  '',
];

const codex: Painter = {
  screen(doing, member) {
    const head = codexHead(member);
    const task = doing.task ?? '';
    if (doing.state === 'asking') {
      return (
        title(`[ ! ] Action Required | ${member.project}`) +
        page([
          ...head,
          `› ${task}`,
          '',
          '• The fix is ready; I would like to push it.',
          '',
          '  Would you like to run the following command?',
          '',
          grey('  Reason: May I push the fix to the remote?'),
          '',
          '  $ git push origin HEAD',
          '',
          colour(80, '› 1. Yes, proceed (y)'),
          '  2. Yes, and don’t ask again for commands that start with `git push` (p)',
          '  3. No, and tell Codex what to do differently (esc)',
          '',
          grey('  Press enter to confirm or esc to cancel'),
        ])
      );
    }
    const working = doing.state === 'working';
    const lines = working
      ? [...head, `› ${task}`, '', '• The limits module is the obvious place to look first.', '']
      : [...head, '• Reviewed: two remarks, both about error handling. Nothing else.', ''];
    const foot = ['› Ask Codex to do anything', '', grey('  82% context left · ? for shortcuts')];
    return (working ? '' : title(member.project)) + page([...fill(lines, STATUS_ROW), '', ...foot]);
  },
  tick(doing, member, now) {
    if (doing.state !== 'working') return null;
    const text = `${bold('• Working')} ${grey(`(${seconds(doing, now)}s • esc to interrupt)`)}`;
    return title(`${frame('⠋⠙⠹⠸⠼⠴', now)} ${member.project}`) + lineAt(STATUS_ROW, text);
  },
};

const gemini: Painter = {
  screen(doing, { project, branch }) {
    const working = doing.state === 'working';
    const lines = [
      colour(75, ' ███ GEMINI'),
      '',
      `${grey(' >')} ${doing.task ?? 'Check the contrast of the settings page'}`,
      '',
      ` ${colour(141, '✦')} I compare the colours of both themes with the contrast they need.`,
    ];
    const foot = [
      grey(` ╭${'─'.repeat(WIDTH - 4)}╮`),
      `${grey(' │')} > ${grey('  Type your message or @path/to/file')}`,
      grey(` ╰${'─'.repeat(WIDTH - 4)}╯`),
      grey(` ~/projects/${project} (${branch})        no sandbox        gemini-3-pro`),
    ];
    const state = working ? `✦  Working… (${project})` : `◇  Ready (${project})`;
    return title(state) + page([...fill(lines, STATUS_ROW), ...foot]);
  },
  tick(doing, _member, now) {
    if (doing.state !== 'working') return null;
    const text = `${colour(141, frame('⠏⠹⠼⠧', now))} Comparing colours ${grey(`(esc to cancel, ${seconds(doing, now)}s)`)}`;
    return lineAt(STATUS_ROW, ` ${text}`);
  },
};

const words =
  'The build is green again because the runner keeps its cache between two runs now.'.split(' ');

const ollama: Painter = {
  screen(doing) {
    return page([`>>> ${doing.task ?? grey('Send a message (/? for help)')}`, '', '']).concat(
      doing.state === 'working' ? '' : `${ESC}[3;1H`,
    );
  },
  tick(doing, _member, now) {
    if (doing.state !== 'working') return null;
    const written = words.slice(0, 1 + (seconds(doing, now) % words.length));
    return lineAt(3, written.join(' '));
  },
};

const still: Painter = { screen: () => '', tick: () => null };

export const painters: Readonly<Record<Program, Painter>> = {
  claude,
  codex,
  gemini,
  ollama,
  shell: still,
};
