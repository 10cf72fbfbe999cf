import { Command } from 'commander';
import { namedModules } from '../test/lib/named-modules.ts';
import type { Bench, BenchResult, Growth, Ratio } from './lib/ratio.ts';
import { asText } from './lib/report.ts';

/** `npm run bench`: runs every bench/*.bench.ts, one after the other, and prints their ratios. */

/** A failing bench is named on stderr and makes the exit code 1; the others still run. */
async function runAll(chosen: readonly Bench[]): Promise<BenchResult> {
  const ratios: Ratio[] = [];
  const growth: Growth[] = [];
  const notes: string[] = [];
  for (const bench of chosen) {
    console.error(`bench: ${bench.name}`);
    try {
      const result = await bench.run();
      ratios.push(...result.ratios);
      growth.push(...(result.growth ?? []));
      notes.push(...result.notes);
    } catch (error) {
      console.error(`bench: ${bench.name} failed:`, error);
      process.exitCode = 1;
    }
  }
  return { ratios, growth, notes };
}

const options = new Command('npm run bench --')
  .description('Measures Lookout against its alternatives; both sides in one run.')
  .option('--json', 'print JSON instead of a table')
  .option('--only <name...>', 'run these benches only')
  .option('--list', 'print the names of the benches')
  .parse()
  .opts<{ json?: boolean; only?: string[]; list?: boolean }>();

const all = await namedModules<Bench>(import.meta.dirname, '.bench.ts');
const unknown = (options.only ?? []).filter((name) => !all.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No bench called ${unknown.join(', ')}. There are: ${all.map((b) => b.name).join(', ')}`,
  );
  process.exitCode = 2;
} else if (options.list) {
  console.log(all.map((bench) => bench.name).join('\n'));
} else {
  const { only } = options;
  const result = await runAll(only ? all.filter((bench) => only.includes(bench.name)) : all);
  console.log(options.json ? JSON.stringify(result, null, 2) : asText(result));
}
