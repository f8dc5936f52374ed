// Schemas of what is seen on the chain, as far as storage is stricter about them than whoever makes them.
import { z } from 'zod';
import { decodedTransaction } from '../../../domain/solana/decoded.ts';
import { followedAddress } from '../../../domain/solana/followed.ts';
import { text } from './words.ts';

/** Base58 of 32 bytes. */
export const solanaAddress = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
/** Base58 of 64 bytes. */
export const solanaSignature = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/);
export const slot = z.int().nonnegative();

export const storedFollowed = followedAddress.extend({ address: solanaAddress, label: text.max(60) });
export const storedTransaction = decodedTransaction.extend({ signature: solanaSignature, slot });
export const chainCursor = z.object({ signature: solanaSignature, slot });
