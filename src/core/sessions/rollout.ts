import { z } from 'zod';
import type { Evidence, SessionState } from '../../shared/model.ts';
import { cleanText } from './screen.ts';
import { parseUntil } from './until.ts';

/**
 * What a Codex rollout says: one JSON object a line, appended as the session goes on. Only the
 * events that open and close a turn count. A question or an approval writes nothing, so an open
 * turn means "working" with less certainty than a screen has that asks.
 */

/** What the last event that counts says. */
export interface RolloutState {
  readonly evidence: Evidence;
  readonly detail: string | null;
  /** When a block ends, ms since the epoch. */
  readonly until: number | null;
}

/** Longer lines are what a person or a program wrote, never one of these events. */
const MAX_EVENT = 64 * 1024;

const eventSchema = z.object({
  timestamp: z.string().optional().catch(undefined),
  type: z.literal('event_msg'),
  payload: z.object({
    type: z.string(),
    error: z
      .object({ message: z.string().catch('') })
      .nullish()
      .catch(null),
  }),
});

type RolloutEvent = z.infer<typeof eventSchema>;

/** By payload type; `void` takes back what an older version's last turn said, and says nothing. */
const MEANS: Readonly<Record<string, 'open' | 'closed' | 'broken-off' | 'void'>> = {
  task_started: 'open',
  turn_started: 'open',
  task_complete: 'closed',
  turn_complete: 'closed',
  turn_aborted: 'broken-off',
  user_message: 'void',
};
const NAMES = Object.keys(MEANS);

/**
 * What lines appended to a rollout change: `before` is what it said until then, `at` when the file
 * was written (ms), for lines without a time of their own. Lines of any other kind, broken ones
 * among them, change nothing.
 */
export function readRollout(
  lines: readonly string[],
  before: RolloutState | null,
  at: number,
): RolloutState | null {
  let state = before;
  for (const line of lines) {
    const event = eventOf(line);
    if (event !== null) state = after(event, state, at);
  }
  return state;
}

function eventOf(line: string): RolloutEvent | null {
  if (line.length > MAX_EVENT || !NAMES.some((name) => line.includes(`"${name}"`))) return null;
  try {
    return eventSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function after(
  { timestamp, payload }: RolloutEvent,
  before: RolloutState | null,
  at: number,
): RolloutState | null {
  const means = Object.hasOwn(MEANS, payload.type) ? MEANS[payload.type] : undefined;
  if (means === undefined) return before;
  // Versions that announce their turns say what they do; the others leave a message unanswered.
  if (means === 'void') return before?.evidence.says === 'working' ? before : null;
  const told = Date.parse(timestamp ?? '');
  const when = Number.isNaN(told) ? at : Math.min(told, at);
  if (means === 'open') return saying('working', 'its rollout says that a turn goes on', when, 0.7);
  if (means === 'broken-off') {
    return saying('ready', 'its rollout says that the turn was interrupted', when, 0.95);
  }
  const error = payload.error ?? null;
  if (error === null) {
    return saying('ready', 'its rollout says that the turn is complete', when, 0.95);
  }
  const message = cleanText(error.message, 300);
  return {
    ...saying('blocked', `its rollout says that the turn failed: "${message}"`, when, 0.95),
    detail: message.split(/(?<=[.!]) /)[0]?.slice(0, 120) ?? null,
    until: untilIn(message, when),
  };
}

const UNTIL = /\b(?:try again|retry|resets?) (?:at |in |after )?(.{2,60})/i;

function untilIn(message: string, at: number): number | null {
  const words = UNTIL.exec(message)?.[1];
  return words === undefined ? null : parseUntil(words, at);
}

const saying = (
  says: SessionState,
  text: string,
  at: number,
  confidence: number,
): RolloutState => ({
  evidence: { kind: 'rollout', text, says, at, confidence },
  detail: null,
  until: null,
});
