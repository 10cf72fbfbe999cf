import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const ready = z.object({ root: z.string(), tmuxSocket: z.string() });

export interface DemoProcess extends z.infer<typeof ready> {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
}

/** Starts the demo as a process of its own; resolves when it can be looked at. */
export async function startDemoProcess(...args: readonly string[]): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['demo/index.ts', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { process: child, ...ready.parse(JSON.parse(String(line))) };
}

/** Resolves to its exit code, when it is gone. */
export async function endDemoProcess({ process: child }: DemoProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.stdin.end();
    await gone;
  }
  return child.exitCode;
}
