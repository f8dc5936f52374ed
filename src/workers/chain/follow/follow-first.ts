// Who is followed before anybody decided it, and from where a new one is.
import { AppError } from '../../../core/errors.ts';
import type { Client } from '../../../core/service.ts';
import type { FollowedAddress } from '../../../domain/solana/followed.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { ChainSettings } from '../settings.ts';
import type { Cursor } from './page-back.ts';

/** That the first ones were followed. */
const BEGUN = 'chain.begun';

/** Those to begin with, once in the life of a database. */
export async function followInitial(
  storage: Pick<Client<typeof storageContract>, 'cursor' | 'advanceCursor'>,
  initial: ChainSettings['initial'],
  isFollowing: boolean,
  follow: (address: Omit<FollowedAddress, 'addedAtMs'>) => Promise<void>,
): Promise<void> {
  if (initial.length === 0 || isFollowing || (await storage.cursor({ name: BEGUN })) !== null) return;
  for (const { address, label } of initial) await follow({ address, label, kind: 'wallet', priority: 2 });
  await storage.advanceCursor({ name: BEGUN, from: null, to: 'true' });
}

/** Where to begin: what came before is not asked for. Null for an address that never had a transaction. */
export async function newestOf(
  pool: EndpointPool,
  address: string,
  commitment: string,
): Promise<Cursor | null> {
  const params = [address, { limit: 1, commitment }];
  const rows = await pool.call({ method: 'getSignaturesForAddress', params });
  const [newest] = Array.isArray(rows) ? (rows as Partial<Cursor>[]) : [];
  if (newest === undefined) return null;
  const { signature, slot } = newest;
  if (typeof signature !== 'string' || typeof slot !== 'number')
    throw new AppError('RPC_REFUSED', 'The node answered something else than signatures.');
  return { signature, slot };
}
