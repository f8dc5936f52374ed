// Who asked for a change, as the audit names them.
import { z } from 'zod';

/** What both databases keep as it is: PostgreSQL refuses U+0000, and what is not well-formed has no UTF-8. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const text = z.string().refine(isStorable, 'must be Unicode without U+0000');

/** `actor` as `user:ada`; an empty address is this machine. */
export const by = z.object({ actor: text.min(1).max(100), address: text.max(100) });

export type By = Readonly<z.output<typeof by>>;

/** The actor of what a restored backup brings about by itself. */
export const RESTORE = 'restore';
