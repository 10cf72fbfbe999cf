import { join } from 'node:path';
import { z } from 'zod';
import { loadJson, saveJson } from './json-file.ts';

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
  maximized: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;
export type Area = Pick<Place, 'x' | 'y' | 'width' | 'height'>;
/** Without x and y the system chooses where. */
export type Bounds = Omit<Area, 'x' | 'y'> & Partial<Area>;

/** How the window is first shown. */
export interface Opening {
  readonly bounds: Bounds;
  readonly isMaximized: boolean;
  /** The size is that of the page, without the frame. */
  readonly isContentSize: boolean;
}

const usual: Bounds = { width: 1280, height: 860 };

/** A size that was asked for counts for the page; else the window opens where it was. */
export function openingPlace(
  size: Pick<Area, 'width' | 'height'> | null,
  stored: Place | null,
  areas: readonly Area[],
): Opening {
  if (size !== null) return { bounds: size, isMaximized: false, isContentSize: true };
  const bounds = fitPlace(stored, areas);
  return { bounds, isMaximized: stored?.maximized ?? false, isContentSize: false };
}

/** So much of a window must be on a screen to be found and moved with a mouse, pixels. */
const REACHABLE = 100;

/** Where to open: as it was, if a screen is still there; else the same size where there is one. */
function fitPlace(place: Place | null, areas: readonly Area[]): Bounds {
  if (place === null) return usual;
  const { x, y, width, height } = place;
  if (areas.some((area) => overlap(place, area))) return { x, y, width, height };
  return { width, height };
}

/** Enough of the title bar is inside the area. */
function overlap(place: Area, area: Area): boolean {
  const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const isTopInside = place.y >= area.y && place.y < area.y + area.height - REACHABLE / 2;
  return width >= REACHABLE && isTopInside;
}

/** Remembers the window's place between starts. Not worth a word when that fails. */
export class PlaceStore {
  readonly #file: string;
  readonly #log: (message: string) => void;

  constructor(folder: string, log: (message: string) => void) {
    this.#file = join(folder, 'window.json');
    this.#log = log;
  }

  load(): Place | null {
    const loaded = loadJson(this.#file, placeSchema);
    return loaded.kind === 'value' ? loaded.value : null;
  }

  save(place: Place): void {
    try {
      saveJson(this.#file, place);
    } catch (error) {
      this.#log(`The window's place was not saved: ${String(error)}`);
    }
  }
}
