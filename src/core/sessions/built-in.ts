import aider from '../../../resources/rules/aider.json' with { type: 'json' };
import any from '../../../resources/rules/any.json' with { type: 'json' };
import claude from '../../../resources/rules/claude.json' with { type: 'json' };
import codex from '../../../resources/rules/codex.json' with { type: 'json' };
import gemini from '../../../resources/rules/gemini.json' with { type: 'json' };
import ollama from '../../../resources/rules/ollama.json' with { type: 'json' };
import opencode from '../../../resources/rules/opencode.json' with { type: 'json' };
import { compileRule, RuleBook, type CompiledRule } from './rules.ts';

/** The rules that come with Lookout, with `more` (a user's own) after them: the same id replaces. */
export function createRuleBook(more: readonly CompiledRule[] = []): RuleBook {
  const files = [any, claude, codex, gemini, opencode, aider, ollama];
  return new RuleBook([...files.flatMap(({ rules }) => rules.map(compileRule)), ...more]);
}
