import Table from 'cli-table3';
import type { BenchResult, Growth, Ratio } from './ratio.ts';
import { isMet, targetOf, type Target } from './targets.ts';

const digits = (value: number): string =>
  Math.abs(value) >= 100
    ? value.toFixed(0)
    : Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });

const count = (size: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact' }).format(size);

const wanted = (target: Target): string =>
  'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;

function row({ name, value, a, b, unit, size }: Ratio): string[] {
  const target = targetOf(name);
  return [
    name,
    digits(value),
    target ? wanted(target) : '',
    target ? (isMet(value, target) ? 'met' : 'MISSED') : '',
    `${digits(a)} / ${digits(b)} ${unit}`,
    size,
  ];
}

/** `name: 100K 0.4 ms, 1M 0.41 ms; ×1.02 for ×10` */
function growthLine({ name, unit, points }: Growth): string {
  const listed = points.map(({ size, value }) => `${count(size)} ${digits(value)} ${unit}`);
  const [first, last] = [points[0], points.at(-1)];
  const factor =
    first && last && first !== last
      ? `; ×${digits(last.value / first.value)} for ×${digits(last.size / first.size)}`
      : '';
  return `${name}: ${listed.join(', ')}${factor}`;
}

/** The page for people. */
export function asText({ ratios, growth = [], notes }: BenchResult): string {
  const table = new Table({
    head: ['ratio', 'value', 'target', '', 'a / b', 'size'],
    style: { head: [], border: [], compact: true },
  });
  for (const each of ratios) table.push(row(each));
  const parts = ratios.length > 0 ? [table.toString()] : [];
  if (growth.length > 0) parts.push(['How it grows', ...growth.map(growthLine)].join('\n  '));
  if (notes.length > 0) parts.push(['Notes', ...notes].join('\n  '));
  return parts.join('\n\n');
}
