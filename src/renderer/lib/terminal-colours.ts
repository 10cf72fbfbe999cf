/** Colours of a terminal, as red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

export const background: Rgb = [14, 16, 19];
export const foreground: Rgb = [217, 221, 227];

/** The sixteen that programs name; the rest of the 256 are worked out. */
const named: readonly Rgb[] = [
  [46, 52, 62],
  [230, 110, 110],
  [130, 201, 130],
  [224, 180, 90],
  [110, 160, 240],
  [205, 140, 220],
  [95, 195, 205],
  [205, 210, 218],
  [120, 130, 145],
  [255, 140, 140],
  [160, 230, 160],
  [250, 210, 120],
  [150, 190, 255],
  [230, 170, 245],
  [130, 225, 232],
  [245, 247, 250],
];

const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);

/** One of the 256: sixteen names, a cube of six levels, 24 greys. */
export function indexed(index: number): Rgb {
  const name = named[index];
  if (name !== undefined) return name;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const place = index - 16;
  return [level(Math.floor(place / 36)), level(Math.floor(place / 6) % 6), level(place % 6)];
}

export const packed = (value: number): Rgb => [
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];

/** `share` of `to` in `from`. */
export const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

/** WCAG's relative luminance. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Text of any colour must be read: WCAG AA. */
const LEAST_CONTRAST = 4.5;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** `ink` as it is where it can be read on `ground`, else as much lighter or darker as it takes. */
export function legible(ink: Rgb, ground: Rgb): Rgb {
  const towards = contrast(WHITE, ground) >= contrast(BLACK, ground) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += 0.1) {
    const tried = mixed(ink, towards, share);
    if (contrast(tried, ground) >= LEAST_CONTRAST) return tried;
  }
  return towards;
}

export const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;
