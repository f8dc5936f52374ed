// Schemas that several units share.
import { z } from 'zod';

export const name = z.string().min(1).max(200);
/** Whole base units as decimal text, up to 256 bits. */
export const wholeAmount = z.string().regex(/^(0|-?[1-9]\d{0,77})$/);
export const positiveAmount = z.string().regex(/^[1-9]\d{0,77}$/);
