import { z } from 'zod';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';
import { timeMs } from '../units/account-words.ts';

/** Entries of the audit, newest first. */
export const auditEntries = defineRead({
  input: z.object({
    before: z.int().optional(),
    max: z.int().min(1).max(200).default(50),
    actor: z.string().optional(),
    action: z.string().optional(),
  }),
  output: z.object({
    entries: z.array(
      z.object({
        seq: z.int(),
        atMs: timeMs,
        actor: z.string(),
        action: z.string(),
        target: z.string(),
        details: z.record(z.string(), z.json()),
      }),
    ),
    /** Where the next page begins; null at the end. */
    nextBefore: z.int().nullable(),
  }),
  isQuick: true,
  async run(db, { before, max, actor, action }) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'actor', 'action', 'target', 'details'])
      .$if(before !== undefined, (query) => query.where('seq', '<', before as number))
      .$if(actor !== undefined, (query) => query.where('actor', '=', actor as string))
      .$if(action !== undefined, (query) => query.where('action', '=', action as string))
      .orderBy('seq', 'desc')
      .limit(max)
      .execute();
    const page = withinBudget(rows.map((row) => ({ ...row, payload: row.details })));
    return {
      entries: page.map(({ seq, at, actor, action, target, details }) => ({
        seq,
        atMs: at,
        actor,
        action,
        target,
        details: toDetails(details),
      })),
      nextBefore: page.length < rows.length || rows.length === max ? (page.at(-1)?.seq ?? null) : null,
    };
  },
});

/** An entry that was meddled with must not hide the others. */
function toDetails(text: string): Record<string, z.core.util.JSONType> {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(text));
  } catch {
    return { unreadable: text };
  }
}
