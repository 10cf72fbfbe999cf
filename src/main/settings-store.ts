import { basename, join } from 'node:path';
import { defaultSettings, settingsSchema, type Settings } from '../shared/settings.ts';
import { errorCode } from './error-code.ts';
import { loadJson, saveJson } from './json-file.ts';

interface Options {
  readonly folder: string;
  /** One sentence for the user about a file that could not be read or written. */
  readonly onProblem: (text: string) => void;
}

/** The settings: valid at any time, on disk where the disk allows it, in memory where not. */
export class SettingsStore {
  readonly #file: string;
  readonly #onProblem: Options['onProblem'];
  readonly #listeners: ((settings: Settings, previous: Settings) => void)[] = [];
  #settings: Settings;

  constructor({ folder, onProblem }: Options) {
    this.#file = join(folder, 'settings.json');
    this.#onProblem = onProblem;
    const loaded = loadJson(this.#file, settingsSchema);
    this.#settings = loaded.kind === 'value' ? loaded.value : defaultSettings;
    if (loaded.kind === 'broken') onProblem(brokenWords(this.#file, loaded.keptAs));
  }

  get(): Settings {
    return this.#settings;
  }

  /** Takes the settings, saves them and tells everybody. */
  set(settings: Settings): Settings {
    const previous = this.#settings;
    this.#settings = settingsSchema.parse(settings);
    try {
      saveJson(this.#file, this.#settings);
    } catch (error) {
      this.#onProblem(unsavedWords(this.#file, error));
    }
    for (const listener of this.#listeners) listener(this.#settings, previous);
    return this.#settings;
  }

  change(part: Partial<Settings>): Settings {
    return this.set({ ...this.#settings, ...part });
  }

  onChange(listener: (settings: Settings, previous: Settings) => void): void {
    this.#listeners.push(listener);
  }
}

function brokenWords(file: string, keptAs: string | null): string {
  return keptAs === null
    ? `The settings in ${file} cannot be read, so the defaults are in force.`
    : `The settings could not be understood, so the defaults are in force. The old file is kept as ${basename(keptAs)}.`;
}

function unsavedWords(file: string, error: unknown): string {
  return `${reasons.get(errorCode(error) ?? '') ?? 'The settings could not be written'} (${file}). They hold until Lookout quits.`;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'The disk is full, so the settings could not be saved'],
  ['EDQUOT', 'Your disk quota is used up, so the settings could not be saved'],
  ['EROFS', 'The disk is read-only, so the settings could not be saved'],
  ['EACCES', 'Lookout may not write its settings'],
  ['EPERM', 'Lookout may not write its settings'],
]);
