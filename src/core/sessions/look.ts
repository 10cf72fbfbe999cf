import type { Agent, Badge, Evidence, EvidenceKind } from '../../shared/model.ts';
import { regionsOf, type RegionName } from './regions.ts';
import { isFor, type RuleBook, type RuleMatch } from './rules.ts';
import type { Screen } from './screen.ts';
import { parseUntil } from './until.ts';

/** What title and screen say, by the rules. */
export interface Look {
  readonly agent: Agent;
  readonly agentVersion: string | null;
  readonly evidence: readonly Evidence[];
  readonly badges: readonly Badge[];
  /** Beside the state it belongs to. */
  readonly details: ReadonlyMap<Evidence, { detail: string | null; until: number | null }>;
}

const REGION_WORDS: Readonly<Record<RegionName, string>> = {
  title: 'title',
  box: 'prompt box',
  footer: 'footer',
  'above-box': 'line above the prompt',
  dialog: 'dialog',
  end: 'last line',
  whole: 'screen',
};

/**
 * Applies the rules to a screen. `agent`: the one known to run there; null lets the screen tell,
 * and then only what the recognised agent's own rules say counts.
 */
export function lookAt(
  screen: Screen,
  title: string,
  agent: Agent,
  rules: RuleBook,
  at: number,
  knownVersion: string | null = null,
): Look {
  const regions = regionsOf(screen, title);
  const all = rules.match(regions, agent, knownVersion);
  const recognised = agent ?? strongest(all.filter(({ rule }) => rule.identifies !== undefined));
  // What other programs say for themselves they may say inside an agent, too.
  const matches = all.filter(
    ({ rule }) =>
      isFor(rule, recognised) &&
      !(recognised !== null && rule.state === 'shell' && rule.agent.includes('any')),
  );
  const details = new Map<Evidence, { detail: string | null; until: number | null }>();
  for (const match of matches) {
    const evidence = evidenceOf(match, at);
    if (evidence !== null) {
      const until = match.until === null ? null : parseUntil(match.until, at);
      details.set(evidence, { detail: match.detail, until });
    }
  }
  const badges = matches.map(({ rule }) => rule.badge).filter((badge) => badge !== undefined);
  return {
    agent: recognised,
    agentVersion: matches.find(({ version }) => version !== null)?.version ?? knownVersion,
    evidence: [...details.keys()],
    badges: [...new Set(badges)],
    details,
  };
}

function strongest(matches: readonly RuleMatch[]): Agent {
  const sorted = matches.toSorted((a, b) => b.rule.confidence - a.rule.confidence);
  return sorted[0]?.rule.identifies ?? null;
}

function evidenceOf({ rule, region, line }: RuleMatch, at: number): Evidence | null {
  if (rule.state === undefined) return null;
  const kind: EvidenceKind = region === 'title' ? 'title' : 'screen';
  return {
    kind,
    text: `${REGION_WORDS[region]} says "${line.trim()}"`,
    says: rule.state,
    at,
    confidence: rule.confidence,
    rule: rule.id,
    line,
  };
}
