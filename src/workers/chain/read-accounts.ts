// A part of the data of several accounts, in one request.
import { z } from 'zod';
import type { AccountQuestion, AccountSlice } from '../../domain/solana/account-slice.ts';
import type { EndpointPool } from './rpc/endpoint-pool.ts';

const answer = z.object({
  value: z.array(
    z
      .object({ owner: z.string(), lamports: z.number(), data: z.tuple([z.string(), z.literal('base64')]) })
      .nullable(),
  ),
});

/** In the order of the addresses; null where there is no account. */
export async function readAccounts(
  pool: EndpointPool,
  { addresses, offset, length }: AccountQuestion,
  commitment: string,
): Promise<(AccountSlice | null)[]> {
  const options = { encoding: 'base64', dataSlice: { offset, length }, commitment };
  const told = await pool.call({ method: 'getMultipleAccounts', params: [addresses, options] });
  const { value } = answer.parse(told);
  return addresses.map((_, i) => {
    const account = value[i];
    return account ? { owner: account.owner, lamports: account.lamports, data: account.data[0] } : null;
  });
}
