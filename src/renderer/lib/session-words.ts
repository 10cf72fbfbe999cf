import type { Badge, Session, SessionState } from '../../shared/model.ts';
import type { TimelineState } from '../../shared/timeline.ts';

/** A session's state in a word or two. */
export const stateTitles: Readonly<Record<SessionState, string>> = {
  working: 'working',
  waiting: 'waiting',
  ready: 'ready',
  blocked: 'blocked',
  shell: 'shell',
  dead: 'dead',
  unknown: 'unknown',
};

/** The same, and for time in which a session was not there or nobody looked. */
export const timelineTitles: Readonly<Record<TimelineState, string>> = {
  ...stateTitles,
  gone: 'not there',
  unwatched: 'not watched',
};

/** What a state means, for a tooltip and the detail view. */
export const stateMeanings: Readonly<Record<SessionState, string>> = {
  working: 'The agent is at work.',
  waiting: 'The agent asks something and goes on when a person answers.',
  ready: 'The agent is idle at its prompt.',
  blocked: 'The agent cannot work: quota, sign-in or its provider.',
  shell: 'No agent runs here.',
  dead: 'The pane or its agent has ended.',
  unknown: 'The evidence does not decide.',
};

export const badgeTitles: Readonly<Record<Badge, readonly [word: string, meaning: string]>> = {
  background: ['background job', 'A job of its own goes on in the background.'],
  unsent: ['unsent text', 'Something is typed into the prompt and not sent.'],
  plan: ['plan mode', 'The agent plans and changes nothing.'],
  'accept-edits': ['accepts edits', 'The agent edits without asking.'],
  'context-low': ['context nearly full', 'The agent will have to compact its context soon.'],
  'copy-mode': ['copy mode', 'Somebody scrolls in this pane; tmux shows an older screen.'],
  flapping: ['flapping', 'Its state changes often.'],
  stuck: ['stuck?', 'It says it works, and nothing has moved for a while.'],
};

/** Badges that ask for a look, beside those that only inform. */
export const isConcern = (badge: Badge): boolean => badge === 'stuck' || badge === 'flapping';

/** Most pressing first: who waits for a person longest, then who cannot work, then the rest. */
const urgency: Readonly<Record<SessionState, number>> = {
  waiting: 0,
  blocked: 1,
  dead: 2,
  unknown: 3,
  working: 4,
  ready: 5,
  shell: 6,
};

export const byUrgency = (a: Session, b: Session): number =>
  urgency[a.state] - urgency[b.state] || a.since - b.since;
