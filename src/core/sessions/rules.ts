import { RE2JS, RE2Set } from 're2js';
import { z } from 'zod';
import type { Agent } from '../../shared/model.ts';
import { REGIONS, type RegionName, type Regions } from './regions.ts';

/**
 * Rules that read a screen, as data. `docs/rules.md` describes the file; this is its schema.
 * Patterns are RE2: their time is linear in the text, so none can hang, and a space in a pattern
 * stands for any white space, so that a wrapped line still matches.
 */

const AGENTS = ['claude', 'codex', 'gemini', 'opencode', 'aider', 'ollama', 'other'] as const;

const pattern = z.string().min(1).max(500);

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)]);

const ruleSchema = z.strictObject({
  /** Unique; a user's rule with the id of a built-in one takes its place. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/, 'small letters, digits, dots and dashes'),
  /** The agents whose screens it is for; `any` for all, also where no agent is known. */
  agent: oneOrMore(z.enum([...AGENTS, 'any'])),
  /** Versions it is meant for, such as `>=2.1` or `<2`; used where the version is known. */
  versions: z
    .string()
    .regex(/^(>=|<)\d+(\.\d+)*( (>=|<)\d+(\.\d+)*)?$/)
    .optional(),
  region: oneOrMore(z.enum(REGIONS)),
  pattern,
  /** The rule does not count where this matches in the same region. */
  not: pattern.optional(),
  /** What a match says: a state, a badge, or only which agent this is. */
  state: z.enum(['working', 'waiting', 'ready', 'blocked', 'shell', 'dead']).optional(),
  badge: z.enum(['background', 'unsent', 'plan', 'accept-edits', 'context-low']).optional(),
  identifies: z.enum(AGENTS).optional(),
  confidence: z.number().min(0).max(1).default(0.9),
  /** A few words beside the state: why it is blocked, what is asked. */
  detail: z.string().max(120).optional(),
  /** Turns a rule off, usually one of the built-in ones. */
  off: z.boolean().optional(),
});

export type Rule = z.infer<typeof ruleSchema>;

export const ruleFileSchema = z.strictObject({
  $schema: z.string().optional(),
  /** What the file is about, for people. */
  about: z.string().optional(),
  rules: z.array(z.unknown()),
});

/** A rule whose patterns are compiled when they are first needed: most agents never are. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly pattern: () => RE2JS;
  readonly not: () => RE2JS | null;
}

/** What a rule found: its words, and what the pattern's named groups hold. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly region: RegionName;
  /** The first line that it matched on. */
  readonly line: string;
  readonly until: string | null;
  readonly version: string | null;
  readonly detail: string | null;
}

const FLAGS = RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE;
/** Longer regions are cut at their start: what decides is at the bottom. */
const MAX_REGION = 20_000;
const MAX_LINE = 200;

/** A space stands for any white space, except where it is part of a set of characters. */
function spread(source: string): string {
  let inSet = false;
  let out = '';
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (letter === '\\') {
      out += letter + (source[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (letter === '[') inSet = true;
    if (letter === ']') inSet = false;
    const isRepeated = '?*+{'.includes(source[at + 1] ?? '.');
    const space = isRepeated ? '(?:\\s+)' : '\\s+';
    out += letter === ' ' && !inSet ? space : letter;
  }
  return out;
}

/**
 * RE2's own measure. A pattern takes time in proportion to it and to the text: with counted
 * repetitions (`.{900}`) a short one can be large, and takes seconds for a screen.
 */
const MAX_SIZE = 500;

function compilePattern(source: string): RE2JS {
  const compiled = RE2JS.compile(spread(source), FLAGS);
  if (compiled.programSize() <= MAX_SIZE) return compiled;
  throw new Error('the pattern repeats too much, it would take too long: make it smaller');
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Checks one rule; throws an Error that says what is wrong with it, its patterns apart. */
export function compileRule(input: unknown): CompiledRule {
  const parsed = ruleSchema.safeParse(input);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const rule = parsed.data;
  return {
    rule,
    pattern: once(() => compilePattern(rule.pattern)),
    not: once(() => (rule.not === undefined ? null : compilePattern(rule.not))),
  };
}

/** The rules of one agent (and those for all) in one region, tried together in one pass. */
interface Group {
  readonly rules: readonly CompiledRule[];
  readonly set: RE2Set;
}

/** All rules in force. Immutable; a changed file makes a new one. */
export class RuleBook {
  readonly #rules: readonly CompiledRule[];
  readonly #groups = new Map<string, Group>();

  constructor(rules: readonly CompiledRule[]) {
    const byId = new Map(rules.map((compiled) => [compiled.rule.id, compiled]));
    this.#rules = [...byId.values()].filter(({ rule }) => rule.off !== true);
  }

  /** Those that match, of one agent; `null` tries the rules of all agents. */
  match(regions: Regions, agent: Agent, version: string | null): RuleMatch[] {
    return REGIONS.flatMap((region) => {
      const text = regions[region].slice(-MAX_REGION);
      if (text === '') return [];
      const { rules, set } = this.#group(agent, region);
      return set.match(text).flatMap((index) => {
        const found = rules[index];
        return found === undefined || !suits(found.rule, version)
          ? []
          : (examine(found, region, text) ?? []);
      });
    });
  }

  #group(agent: Agent, region: RegionName): Group {
    const key = `${agent}/${region}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const rules = this.#rules.filter(
      ({ rule }) => rule.region.includes(region) && (agent === null || isFor(rule, agent)),
    );
    const set = new RE2Set(RE2Set.UNANCHORED, FLAGS);
    for (const { rule } of rules) set.add(spread(rule.pattern));
    const group = { rules, set };
    this.#groups.set(key, group);
    return group;
  }
}

/** Whether a rule counts on a screen of `agent` (null: none is known). */
export const isFor = (rule: Rule, agent: Agent): boolean =>
  rule.agent.includes('any') || (agent !== null && rule.agent.includes(agent));

function examine(
  { rule, pattern: compiled, not }: CompiledRule,
  region: RegionName,
  text: string,
): RuleMatch | null {
  if (not()?.test(text) === true) return null;
  const matcher = compiled().matcher(text);
  if (!matcher.find()) return null;
  const groups = compiled().namedGroups();
  const named = (name: string): string | null =>
    Object.hasOwn(groups, name) ? matcher.group(name) : null;
  const start = text.lastIndexOf('\n', matcher.start()) + 1;
  const end = text.indexOf('\n', matcher.start());
  return {
    rule,
    region,
    line: text.slice(start, end < 0 ? undefined : end).slice(0, MAX_LINE),
    until: named('until'),
    version: named('version'),
    detail: named('detail')?.replaceAll(/\s+/g, ' ') ?? rule.detail ?? null,
  };
}

function suits({ versions }: Rule, version: string | null): boolean {
  if (versions === undefined || version === null) return true;
  return versions.split(' ').every((bound) => {
    const [, sign = '', limit = ''] = /^(>=|<)(.*)$/.exec(bound) ?? [];
    const order = compareVersions(version, limit);
    return sign === '<' ? order < 0 : order >= 0;
  });
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  for (let at = 0; at < (right?.length ?? 0); at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
