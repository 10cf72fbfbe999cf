import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sketch } from '../../../src/core/history/sketch.ts';
import { ByteReader, ByteWriter } from '../../../src/core/history/varint.ts';

const durations = fc.array(fc.double({ min: 0, max: 2 ** 40, noNaN: true }), { maxLength: 40 });

function sketchOf(values: readonly number[]): Sketch {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

const bytesOf = (sketch: Sketch): Uint8Array => {
  const out = new ByteWriter();
  sketch.write(out);
  return out.done();
};
const reread = (sketch: Sketch): Sketch => Sketch.read(new ByteReader(bytesOf(sketch)));

const told = (sketch: Sketch): unknown => ({
  count: sketch.count,
  maxMs: sketch.maxMs,
  quantiles: [0, 0.1, 0.5, 0.95, 1].map((q) => sketch.quantile(q)),
  bytes: bytesOf(sketch),
});

it('tells the same whether durations were added, stored, or merged in any number of parts', () => {
  fc.assert(
    fc.property(fc.array(durations, { maxLength: 12 }), durations, (parts, later) => {
      const merged = new Sketch();
      for (const part of parts) merged.merge(reread(sketchOf(part)));
      for (const value of later) merged.add(value);
      expect(told(merged)).toEqual(told(sketchOf([...parts.flat(), ...later])));
    }),
  );
});

it('is the same after it was part of another one', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const one = reread(sketchOf(a));
      const both = one.mergedWith([reread(sketchOf(b)), sketchOf(b)]);
      expect(told(both)).toEqual(told(sketchOf([...a, ...b, ...b])));
      expect(told(one)).toEqual(told(sketchOf(a)));
      expect(told(both)).toEqual(told(sketchOf([...a, ...b, ...b])));
    }),
  );
});

it('sums up hundreds that were read', () => {
  const sum = new Sketch();
  for (let i = 1; i <= 300; i++) sum.merge(reread(sketchOf([i, 1000 * i])));
  const all = Array.from({ length: 300 }, (_, i) => [i + 1, 1000 * (i + 1)]).flat();
  expect(told(sum)).toEqual(told(sketchOf(all)));
});

it('takes nothing that was not written', () => {
  const bytes = bytesOf(sketchOf([1, 1000, 1_000_000]));
  expect(() => Sketch.read(new ByteReader(bytes.subarray(0, -1)))).toThrow(RangeError);
  const far = new ByteWriter().uint(1).uint(5).uint(1_000_000).done();
  expect(() => Sketch.read(new ByteReader(far))).toThrow(RangeError);
});
