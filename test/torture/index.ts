import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { namedModules } from '../lib/named-modules.ts';
import { asText, partReport, type PartReport, type TortureReport } from './lib/report.ts';
import { Trial, type Part } from './lib/trial.ts';

/**
 * `npm run torture`: runs every `test/torture/*.torture.ts`, one after the other, and prints what
 * each counted and measured. `npm test` runs a tenth of it.
 */

/** A part that takes longer has failed: nothing may hang a gate, which runs a tenth. */
const limitMs = (scale: number): number => (10 + 40 * Math.min(scale, 1)) * 60_000;

interface Options {
  readonly only?: string[];
  readonly scale: number;
  readonly seed: number;
  readonly json?: string | true;
  readonly list?: boolean;
}

async function runPart(part: Part, { scale, seed }: Options): Promise<PartReport> {
  const trial = new Trial({ scale, seed });
  const started = performance.now();
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => limit.reject(new Error(`it was not over after ${limitMs(scale) / 60_000} minutes`)),
    limitMs(scale),
  );
  try {
    await Promise.race([part.run(trial), limit.promise]);
    const isSilent = trial.passed + trial.failures.length + trial.notes.length === 0;
    if (isSilent) throw new Error('it checked nothing, and did not say why');
  } catch (error) {
    trial.failures.push(String(error instanceof Error ? error.stack : error));
  } finally {
    clearTimeout(timer);
  }
  return partReport(part.name, trial, performance.now() - started);
}

async function runAll(parts: readonly Part[], options: Options): Promise<TortureReport> {
  const reports: PartReport[] = [];
  for (const part of parts) {
    console.error(`torture: ${part.name}`);
    const report = await runPart(part, options);
    reports.push(report);
    if (options.json !== true) console.log(asText(report));
  }
  return {
    scale: options.scale,
    seed: options.seed,
    passed: reports.reduce((sum, { passed }) => sum + passed, 0),
    failed: reports.reduce((sum, { failed }) => sum + failed, 0),
    parts: reports,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`${text} is not a number above 0`);
  return value;
}

const options = new Command('npm run torture --')
  .description('Does to Lookout what should never happen, and counts what it took.')
  .option('--only <name...>', 'run these parts only')
  .option('--scale <number>', 'how much of the full counts', positive, 1)
  .option('--seed <number>', 'of all chance', positive, 1)
  .option('--json [file]', 'print JSON instead, or write it to a file as well')
  .option('--list', 'print the names of the parts')
  .parse()
  .opts<Options>();

const parts = await namedModules<Part>(import.meta.dirname, '.torture.ts');
const unknown = (options.only ?? []).filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `No part called ${unknown.join(', ')}. There are: ${parts.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else if (options.list) {
  console.log(parts.map(({ name }) => name).join('\n'));
} else {
  const { only } = options;
  const report = await runAll(
    only ? parts.filter(({ name }) => only.includes(name)) : parts,
    options,
  );
  if (typeof options.json === 'string') {
    await writeFile(options.json, JSON.stringify(report, null, 2));
  }
  console.log(
    options.json === true
      ? JSON.stringify(report, null, 2)
      : `${report.passed} passed, ${report.failed} failed (scale ${report.scale}, seed ${report.seed})`,
  );
  // What a part that hangs still holds open must not keep the gate waiting.
  process.exit(report.failed > 0 ? 1 : 0);
}
