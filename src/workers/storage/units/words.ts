// Schemas that several units share.
import { z } from 'zod';

/** Text that both databases keep as it is: PostgreSQL refuses U+0000, and what is not well-formed has no UTF-8. */
export const text = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be Unicode without U+0000');
export const name = z.string().min(1).max(200);
/** Whole base units as decimal text, up to 256 bits. */
export const wholeAmount = z.string().regex(/^(0|-?[1-9]\d{0,77})$/);
export const positiveAmount = z.string().regex(/^[1-9]\d{0,77}$/);
