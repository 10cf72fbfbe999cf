import { z } from 'zod';
import { remotesSchema } from './remote.ts';
import { alertSettingsSchema, defaultAlerts } from './alerts.ts';

const seconds = (min: number, max: number, fallback: number) =>
  z.number().min(min).max(max).default(fallback);

/** What a user can set. Unknown keys are kept out, missing ones get their default. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  /** Folder opened last; null shows the demo. */
  root: z.string().max(4096).nullable().default(null),
  recentRoots: z.array(z.string().max(4096)).max(10).default([]),
  /** tmux -L name; null for the user's default server. */
  tmuxSocket: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .nullable()
    .default(null),
  /** Other machines whose tmux servers are watched too, over ssh. */
  remotes: remotesSchema,
  /** How a terminal is opened: program and arguments, with `{attach}`; null for one that is found. */
  terminal: z.array(z.string().min(1).max(1000)).min(1).max(50).nullable().default(null),
  cadence: z
    .object({
      databasesS: seconds(0.25, 3600, 1),
      tmuxS: seconds(0.5, 3600, 2),
      probeS: seconds(1, 3600, 5),
      remoteS: seconds(1, 3600, 5),
    })
    .prefault({}),
  /** Address on this machine of the dashboard's own API; null is off. */
  probeUrl: z
    .url({ protocol: /^https?$/, hostname: /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/ })
    .nullable()
    .default(null),
  /** What turns a tile to attention. */
  limits: z
    .object({
      oldestWaitingMin: z.number().min(1).max(100_000).default(30),
      failedPercent: z.number().min(0).max(100).default(10),
      waiting: z.number().min(1).max(1_000_000).default(100),
    })
    .prefault({}),
  /** A session whose state changes more often than this is marked as flapping. */
  flapping: z
    .object({
      changes: z.number().int().min(2).max(1000).default(12),
      minutes: z.number().int().min(1).max(1440).default(10),
    })
    .prefault({}),
  /** Nothing of a working agent moves for this long: it is marked as stuck. */
  stuckMin: z.number().int().min(1).max(1440).default(10),
  alerts: alertSettingsSchema.default(defaultAlerts),
  closeToTray: z.boolean().default(true),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Charts reach this far back, minutes. */
  rangeMin: z.number().int().min(5).max(1_051_200).default(60),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
