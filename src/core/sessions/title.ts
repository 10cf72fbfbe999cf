import type { Agent, Evidence } from '../../shared/model.ts';

/** A spinner's frames: braille patterns, and the half circles of later versions. */
const SPINNER = /^[\u2801-\u28FF\u25D0-\u25D3]\s/;
const IDLE = /^\u2733\s?/;

/** What an agent says of itself in the pane's title; null where it says nothing. */
export function titleEvidence(title: string, agent: Agent, at: number): Evidence | null {
  if (agent === null) return null;
  if (agent === 'codex' && title.includes('Action Required')) {
    return {
      kind: 'title',
      text: 'title says "Action Required"',
      says: 'waiting',
      at,
      confidence: 0.9,
    };
  }
  if (SPINNER.test(title)) {
    return { kind: 'title', text: 'title has a spinner', says: 'working', at, confidence: 0.8 };
  }
  if (agent === 'claude' && IDLE.test(title)) {
    return { kind: 'title', text: 'title has the idle mark ✳', says: 'ready', at, confidence: 0.6 };
  }
  return null;
}
