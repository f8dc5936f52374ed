// Everybody who is followed, as storage has them, page by page.
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';

type Storage = Pick<Client<typeof storageContract>, 'followedAddresses'>;
export type KnownAddress = Awaited<ReturnType<Storage['followedAddresses']>>[number];

const PAGE = 1000;

export async function readFollowed(storage: Storage): Promise<readonly KnownAddress[]> {
  const known: KnownAddress[] = [];
  for (;;) {
    const page = await storage.followedAddresses({ after: known.at(-1)?.address ?? '', limit: PAGE });
    if (page.length === 0) return known;
    known.push(...page);
  }
}
