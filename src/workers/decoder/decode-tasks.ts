// What the decoder has done on threads beside its own when much comes at once.
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { decodeText } from './decode-text.ts';

export function decodeAll(texts: readonly string[]): DecodedTransaction[] {
  return texts.map(decodeText);
}
