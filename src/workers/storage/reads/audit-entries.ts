import { z } from 'zod';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead, type Queries } from '../unit.ts';
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
    /** What tokens and webhooks among actors and targets are called; a webhook that was removed has no name any more. */
    names: z.record(z.string(), z.string()),
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
      names: await namesOf(db, page),
      nextBefore: page.length < rows.length || rows.length === max ? (page.at(-1)?.seq ?? null) : null,
    };
  },
});

async function namesOf(
  db: Queries,
  page: readonly { readonly actor: string; readonly target: string }[],
): Promise<Record<string, string>> {
  const mentioned = new Set(page.flatMap(({ actor, target }) => [actor, target]));
  const ids = (kind: string) =>
    [...mentioned].flatMap((one) => (one.startsWith(`${kind}:`) ? [one.slice(kind.length + 1)] : []));
  const [tokenIds, webhookIds] = [ids('token'), ids('webhook')];
  const tokens =
    tokenIds.length === 0
      ? []
      : await db.selectFrom('api_tokens').select(['id', 'name']).where('id', 'in', tokenIds).execute();
  const webhooks =
    webhookIds.length === 0
      ? []
      : await db.selectFrom('webhooks').select(['id', 'name']).where('id', 'in', webhookIds).execute();
  return Object.fromEntries([
    ...tokens.map(({ id, name }) => [`token:${id}`, name]),
    ...webhooks.map(({ id, name }) => [`webhook:${id}`, name]),
  ]);
}

/** An entry that was meddled with must not hide the others. */
function toDetails(text: string): Record<string, z.core.util.JSONType> {
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(text));
  } catch {
    return { unreadable: text };
  }
}
