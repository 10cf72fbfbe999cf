import { z } from 'zod';

/** tmux on another machine, read over the user's own ssh. */
export const remoteSchema = z.object({
  /** As given to ssh: a name of its configuration, or user@host. Never an option. */
  host: z.string().regex(/^[A-Za-z0-9_][\w.@-]{0,200}$/),
  /** tmux -L name over there; null for the default server. */
  tmuxSocket: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .nullable()
    .default(null),
});

export type Remote = z.infer<typeof remoteSchema>;

/** Hosts by name; each one once. */
export const remotesSchema = z
  .array(remoteSchema)
  .max(20)
  .refine((all) => new Set(all.map(({ host }) => host)).size === all.length)
  .default([]);
