import type { z } from 'zod';
import { escapeUnprintable } from '../../../core/log/printable.ts';

const MAX_CHARS = 120;

/** What is wrong with something a client sent, in one short line that says nothing of the inside. */
export function toProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'is not valid';
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return escapeUnprintable(`${where}${issue.message}`).slice(0, MAX_CHARS);
}
