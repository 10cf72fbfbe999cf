import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pack, unpack } from '../../../src/core/history/pack.ts';

const row = fc.record({
  wait: fc.integer({ min: 1, max: 1e9 }),
  reconstructed: fc.integer({ min: 0, max: 1 }),
  data: fc.uint8Array({ maxLength: 300 }),
});

it('gives back exactly what was packed', () => {
  fc.assert(
    fc.property(fc.array(row), (given) => {
      let t = 1_700_000_000_000;
      const rows = given.map(({ wait, ...rest }) => ({ t: (t += wait), ...rest }));
      const back = unpack(pack(rows)).map((one) => ({ ...one, data: Uint8Array.from(one.data) }));
      expect(back).toEqual(rows);
    }),
  );
});

it('says of damaged bytes that they are no pack', () => {
  expect(() => unpack(Uint8Array.of(7, 7, 7))).toThrow(/invalid/);
  expect(() => unpack(pack([]).subarray(1))).toThrow(/invalid|unexpected/);
});
