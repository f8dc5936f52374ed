// The token program takes several instructions in one; each is told as if it had been called.
import { TOKEN } from '../programs.ts';
import type { Instruction } from '../transaction.ts';

type Bare = Pick<Instruction, 'program' | 'accounts' | 'data' | 'parsed'>;

const BATCH = 255;

/** Empty for anything else, and from where a batch cannot be read. */
export function toBatch({ program, accounts, data }: Bare): Bare[] {
  if (program !== TOKEN || data[0] !== BATCH) return [];
  const parts: Bare[] = [];
  let [account, at] = [0, 1];
  while (at + 2 <= data.length) {
    const accountsEnd = account + (data[at] as number);
    const from = at + 2;
    const to = from + (data[at + 1] as number);
    if (accountsEnd > accounts.length || to > data.length) break;
    parts.push({
      program,
      accounts: accounts.slice(account, accountsEnd),
      data: data.subarray(from, to),
      parsed: null,
    });
    account = accountsEnd;
    at = to;
  }
  return parts;
}
