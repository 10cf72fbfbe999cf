import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../../shared/model.ts';
import { createRuleBook } from './built-in.ts';
import { FileWatch } from './file-watch.ts';
import { readRuleFile } from './rule-file.ts';
import type { RuleBook } from './rules.ts';

const MAX_BYTES = 1024 * 1024;
/** A file that was not there and is not there now. */
const NONE = 'none';

/**
 * The rules in force: the built-in ones, and a user's own file over them. It is read again when it
 * was saved; a rule that is broken is left out and named, and the others work.
 */
export class UserRules {
  /** null: built-in rules only. */
  readonly #file: string | null;
  readonly #watch = new FileWatch();
  #book: RuleBook | null = null;
  #problems: readonly Problem[] = [];
  /** What the file was when it was read last. */
  #read = NONE;

  constructor(file: string | null) {
    this.#file = file;
  }

  /** Looks whether the file was saved. Never throws. `at`: ms. */
  refresh(at: number): void {
    if (this.#file === null || !this.#watch.mayHaveChanged(this.#file, at)) return;
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    const now = stat === undefined ? NONE : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
    if (now === this.#read) return;
    this.#read = now;
    const { rules, problems } =
      stat === undefined
        ? { rules: [], problems: [] }
        : readFile(this.#file, stat.isFile() && stat.size <= MAX_BYTES);
    this.#book = createRuleBook(rules);
    this.#problems = problems;
  }

  /** The same object until the file changes. */
  book(): RuleBook {
    return (this.#book ??= createRuleBook());
  }

  /** What of the file is left out, and why. */
  problems(): readonly Problem[] {
    return this.#problems;
  }

  close(): void {
    this.#watch.close();
  }
}

function readFile(file: string, isSound: boolean): ReturnType<typeof readRuleFile> {
  if (!isSound) return unusable(`${file} is left out: it is no file of at most 1 MB.`);
  try {
    return readRuleFile(readFileSync(file, 'utf8'), file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unusable(`${file} is left out, it cannot be read: ${reason}`);
  }
}

const unusable = (message: string): ReturnType<typeof readRuleFile> => ({
  rules: [],
  problems: [
    {
      kind: 'bad-value',
      message,
      action: 'Make it a readable file of rules (docs/rules.md). The built-in rules work.',
    },
  ],
});
