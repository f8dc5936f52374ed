import { z } from 'zod';
import { decodedTransaction } from '../../../domain/solana/decoded.ts';
import { parseDecodedJson } from '../../../domain/solana/decoded-json.ts';
import { defineRead } from '../unit.ts';

/** A recorded transaction; null where none is. */
export const chainTransaction = defineRead({
  input: z.object({ signature: z.string() }),
  output: z.object({ transaction: decodedTransaction, withdrawnAtMs: z.number().nullable() }).nullable(),
  isQuick: true,
  async run(db, { signature }) {
    const row = await db
      .selectFrom('chain_transactions')
      .select(['payload', 'withdrawn_at'])
      .where('signature', '=', signature)
      .executeTakeFirst();
    return row === undefined
      ? null
      : { transaction: parseDecodedJson(row.payload), withdrawnAtMs: row.withdrawn_at };
  },
});
