import type { SessionState } from '../../src/shared/model.ts';

/**
 * The detector that Lookout replaces, as its users describe it: the last ten lines, busy words
 * first, then questions counted as idle. Only here, as the other side of the comparison.
 */
export function oldDetector(screen: string): SessionState {
  const lines = screen.split('\n').filter((line) => line.trim() !== '');
  const tail = lines.slice(-10).join('\n');
  if (/Running|Reading|Writing|Thinking|\d+%|\.\.\.|esc to interrupt/.test(tail)) return 'working';
  if (/Do you want to|^\s*[>❯›$#]/m.test(tail)) return 'ready';
  if (/waiting for (?:your )?input|\?\s*$/i.test(tail)) return 'waiting';
  return 'unknown';
}
