// What storage knows of a token and of who launched it.
import type { Client } from '../../../core/service.ts';
import type { KnownPool, KnownToken } from '../../../domain/solana/known-token.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import type { storageContract } from '../../storage/contract.ts';
import { orNull } from './or-null.ts';

export type Recorder = Pick<Client<typeof storageContract>, 'knownTokens' | 'knownPools'>;

export type Recorded = { readonly token: KnownToken | undefined; readonly pools: readonly KnownPool[] };

/** Earlier launches that are looked at. */
export const MAX_LAUNCHES = 30;

/** Null where storage does not answer, or there is none. */
export function recordedOf(recorder: Recorder | undefined, mint: Address): Promise<Recorded | null> {
  if (recorder === undefined) return Promise.resolve(null);
  const asked = [
    recorder.knownTokens({ mints: [mint], limit: 1 }),
    recorder.knownPools({ mints: [mint] }),
  ] as const;
  return orNull(Promise.all(asked).then(([[token], pools]) => ({ token, pools })));
}

/** The youngest; null where it is not known who it was. */
export async function launchesOf(
  recorder: Recorder | undefined,
  creator: Address | null,
  mint: Address,
): Promise<KnownToken[] | null> {
  if (recorder === undefined || creator === null) return null;
  const tokens = await orNull(recorder.knownTokens({ creator, limit: MAX_LAUNCHES + 1 }));
  return tokens?.filter((token) => token.mint !== mint) ?? null;
}
