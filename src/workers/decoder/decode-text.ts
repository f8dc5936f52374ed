import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { parseTransactionText } from '../../domain/solana/parse-transaction.ts';
import { decodeTransaction } from './decode/decode-transaction.ts';

/** What the result of `getTransaction` as JSON did. Never throws. */
export function decodeText(text: string): DecodedTransaction {
  const parsed = parseTransactionText(text);
  return 'notUnderstood' in parsed ? toUnread(text, parsed.notUnderstood) : decodeTransaction(parsed);
}

/** What stands in the place of a transaction that cannot be read, with what is known of it. */
function toUnread(text: string, reason: string): DecodedTransaction {
  const [, signature = ''] = /"signatures":\s*\["([1-9A-HJ-NP-Za-km-z]{64,88})"/.exec(text) ?? [];
  const [, slot = '0'] = /"slot":\s*(\d{1,15})/.exec(text) ?? [];
  const nothing = { trades: [], events: [], changes: [] };
  const notUnderstood = [{ program: '', instruction: null, reason }];
  const status = 'failed' as const;
  return { signature, slot: Number(slot), blockTimeMs: null, status, error: null, ...nothing, notUnderstood };
}
