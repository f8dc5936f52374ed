// What the sandbox tells of itself and what it can be told: the same for its process, its worker, the API and the configuration.
import { z } from 'zod';

const DAY_MS = 86_400_000;
/** Milliseconds since the epoch. */
const timeMs = z.int().min(0);
const settings = z.record(z.string().max(64), z.json());

/** Seconds of sandbox time in one real second. */
export const sandboxSpeed = z.number().min(0.1).max(1000);
export const sandboxSeed = z.int32().min(0);

/** Without `forMs`, which is real time, it stays as it is set; else it goes off by itself. */
export const faultOrder = z.strictObject({
  isOn: z.boolean(),
  forMs: z.int().min(1).max(DAY_MS).optional(),
  settings: settings.optional(),
});
export type FaultOrder = Readonly<z.output<typeof faultOrder>>;

export const sandboxState = z.object({
  seed: z.int(),
  speed: z.number(),
  /** Sandbox time. */
  nowMs: timeMs,
  members: z.array(
    z.object({
      name: z.string(),
      summary: z.string(),
      facts: z.record(z.string(), z.json()),
      faults: z.array(
        z.object({
          name: z.string(),
          summary: z.string(),
          isOn: z.boolean(),
          /** Real time at which it goes off by itself; null for one that stays or is off. */
          untilMs: timeMs.nullable(),
          settings,
          /** JSON Schema of the settings, for a form. */
          schema: z.json(),
        }),
      ),
    }),
  ),
});
export type SandboxState = z.output<typeof sandboxState>;
