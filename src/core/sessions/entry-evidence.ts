import type { Evidence } from '../../shared/model.ts';
import type { OwnWord } from './agent-files.ts';
import { agentLabel, isShell } from './agents.ts';
import type { Entry } from './entry.ts';
import type { Look } from './look.ts';
import { cleanText } from './screen.ts';

/**
 * Everything that was seen of a pane. `seesProcesses`: whether its processes are on this machine;
 * without them nothing is said about whether the agent runs.
 */
export function evidenceOf(
  entry: Entry,
  look: Look,
  ownWord: OwnWord | null,
  seesProcesses: boolean,
  at: number,
): Evidence[] {
  const { pane, agentProcess } = entry;
  if (pane.dead) {
    const how = pane.deadStatus === null ? '' : ` with status ${pane.deadStatus}`;
    const text = `the pane's program ended${how}`;
    return [{ kind: 'pane', text, says: 'dead', at, confidence: 1 }];
  }
  // A screen outlives its agent: without one it says nothing.
  const isAlive = !seesProcesses || agentProcess !== null;
  return [
    seesProcesses ? processEvidence(entry, at) : unseenProcesses(at),
    ownWord?.evidence ?? null,
    ...(isAlive ? look.evidence : []),
    activityEvidence(entry),
  ].filter((one) => one !== null);
}

/** What is missing where the pane is on another machine. */
const unseenProcesses = (at: number): Evidence => ({
  kind: 'process',
  text: 'its processes and files are on another machine and are not looked at',
  says: null,
  at,
  confidence: 1,
});

function activityEvidence({ pane: { activityAt } }: Entry): Evidence | null {
  if (activityAt === null) return null;
  return { kind: 'activity', text: 'last output', says: null, at: activityAt, confidence: 1 };
}

function processEvidence(entry: Entry, at: number): Evidence {
  const { pane, agent, agentProcess, agentGoneAt } = entry;
  if (agentProcess !== null) {
    const text = `${agentLabel(agent)} runs as process ${agentProcess.pid}`;
    return { kind: 'process', text, says: null, at, confidence: 1 };
  }
  if (agentGoneAt !== null) {
    const text = `${agentLabel(agent)} is no longer running in this pane`;
    return { kind: 'process', text, says: 'dead', at: agentGoneAt, confidence: 1 };
  }
  const text = isShell(pane.command)
    ? `only a shell (${cleanText(pane.command, 40)}) runs here`
    : `no agent runs here, only ${cleanText(pane.command, 40)}`;
  return { kind: 'process', text, says: 'shell', at, confidence: 1 };
}
