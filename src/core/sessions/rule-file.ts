import { z } from 'zod';
import type { Problem } from '../../shared/model.ts';
import { compileRule, ruleFileSchema, type CompiledRule } from './rules.ts';

export interface RuleFile {
  readonly rules: readonly CompiledRule[];
  /** One for each rule that cannot be used, named with its line; the others work. */
  readonly problems: readonly Problem[];
}

/** Reads the text of a rules file. Never throws; `label` is how a person knows the file. */
export function readRuleFile(text: string, label: string): RuleFile {
  let file: z.infer<typeof ruleFileSchema>;
  try {
    file = ruleFileSchema.parse(JSON.parse(text));
  } catch (error) {
    return { rules: [], problems: [brokenFile(error, text, label)] };
  }
  const lines = linesOfRules(text);
  const rules: CompiledRule[] = [];
  const problems: Problem[] = [];
  for (const [place, input] of file.rules.entries()) {
    try {
      const rule = compileRule(input);
      // A broken pattern has to show now, not when the agent first appears.
      rule.pattern();
      rule.not();
      rules.push(rule);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(brokenRule(input, lines[place] ?? 1, reason, label));
    }
  }
  return { rules, problems };
}

const named = z.object({ id: z.string() });

function brokenRule(input: unknown, line: number, reason: string, label: string): Problem {
  const { data } = named.safeParse(input);
  const which = data === undefined ? 'A rule' : `Rule "${data.id.slice(0, 80)}"`;
  return {
    kind: 'bad-value',
    message: `${which} in ${label}, line ${line}, is left out: ${reason.slice(0, 300)}`,
    action: 'Correct the rule and save the file; it is read again at once. All other rules work.',
  };
}

function brokenFile(error: unknown, text: string, label: string): Problem {
  const isSyntax = error instanceof SyntaxError;
  const reason = isSyntax ? 'it is not valid JSON' : 'it is not a file of rules: see docs/rules.md';
  return {
    kind: 'bad-value',
    message: `${label} is left out: ${reason} (line ${isSyntax ? brokenLine(text) : 1}).`,
    action: 'Correct the file and save it; it is read again at once. The built-in rules work.',
  };
}

/** The first line after which the text cannot become JSON any more. */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  const at = lines.findIndex((_, place) => !isUnfinished(lines.slice(0, place + 1).join('\n')));
  return at < 0 ? lines.length : at + 1;
}

function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(reason)?.[1];
    return /end of JSON|Unterminated/.test(reason) || Number(position) >= text.length;
  }
}

/** The line on which each element of the top-level list of rules starts, in order. */
function linesOfRules(text: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]|\n/g)) {
    if (token === '\n') line += 1;
    else if (token === '[' || token === '{') {
      depth += 1;
      // The file's object is 1, its list of rules 2, each rule 3.
      if (depth === 3) lines.push(line);
    } else if (token === ']' || token === '}') depth -= 1;
  }
  return lines;
}
