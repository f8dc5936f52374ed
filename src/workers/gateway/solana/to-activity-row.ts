import type { ActivityRow } from '../../../api/solana-words.ts';
import { describeTrade, toPlainText } from '../../../domain/solana/describe-trade.ts';
import type { WalletActivity } from '../../../domain/solana/followed.ts';
import type { TokenBook } from './token-book.ts';

/** In plain words, with the names that are known by now. */
export function toActivityRow(activity: WalletActivity, label: string, book: TokenBook): ActivityRow {
  const { seq, address, kind, isLate, recordedAtMs, transaction } = activity;
  const { signature, slot, blockTimeMs, status, changes, notUnderstood } = transaction;
  const { deed, says } = describeTrade(transaction, address, book);
  const fee = changes.find(({ wallet }) => wallet === address)?.feeLamports ?? 0n;
  return {
    seq,
    address,
    label,
    kind,
    isLate,
    signature,
    slot,
    atMs: blockTimeMs ?? recordedAtMs,
    recordedAtMs,
    status,
    deed,
    says: [...says],
    plain: toPlainText(says),
    feeLamports: fee === 0n ? null : fee.toString(),
    notUnderstood: notUnderstood.length,
  };
}
