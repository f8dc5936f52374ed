// Pieces of schemas that many routes share.
import { z } from 'zod';

/** Text that a person gave for people to read: no controls, no halves of letters, no marks that turn the direction of writing. */
export const shownText = z
  .string()
  .regex(
    /^[^\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2066-\u2069]*$/u,
    'must not hold control or direction characters, nor halves of letters',
  );

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an id');
export const userName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,39}$/,
    'is made of small letters, digits, dot, dash and underscore, at most 40',
  );
/** The length is all that is asked: rules about signs make passwords worse (ASVS 5, 6.2). */
export const password = z.string().min(12, 'has at least 12 characters').max(200);
export const code = z.string().regex(/^\d{6}$/, 'is six digits');
/** Milliseconds since the epoch. */
export const timeMs = z.int().min(0);

export const healthStatus = z.enum(['Healthy', 'Degraded', 'Disconnected']);
export const mode = z.enum(['sandbox', 'paper', 'live']);

/** Of a list that goes on: ask again with `before` as it stands here; null at the end. */
export const nextBefore = z.int().nullable();

/** How every refusal looks. */
export const failure = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** What exactly is wrong with a request, by its place in it. */
    problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** By which the log has more. */
    correlationId: z.string().optional(),
  }),
});
export type Failure = z.output<typeof failure>;
