// What an instruction does, as far as the signer reads it. Whatever it does not know of a program it reads is forbidden.
import type { Address } from '../base58.ts';
import type { Instruction } from './message.ts';
import { ASSOCIATED_TOKEN, COMPUTE_BUDGET, memos, SYSTEM, tokens } from './programs.ts';

export type Effect =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unitLimit'; readonly units: bigint }
  | { readonly kind: 'unitPrice'; readonly microLamports: bigint }
  | { readonly kind: 'sendSol'; readonly from: Address; readonly to: Address; readonly lamports: bigint }
  | {
      readonly kind: 'sendToken';
      readonly program: Address;
      readonly mint: Address;
      readonly to: Address;
      readonly authority: Address;
      readonly amount: bigint;
    }
  | { readonly kind: 'closeTokenAccount'; readonly to: Address }
  | { readonly kind: 'createTokenAccount'; readonly owner: Address }
  /** Of a program that the signer does not read. */
  | { readonly kind: 'call'; readonly program: Address; readonly hasHidden: boolean }
  /** A lookup table hides an account of a program that the signer reads. */
  | { readonly kind: 'hidden'; readonly program: Address }
  | { readonly kind: 'forbidden'; readonly program: Address; readonly instruction: number | undefined };

export function effectOf(instruction: Instruction): Effect {
  const { program, accounts } = instruction;
  const hasHidden = accounts.includes(undefined);
  const read = readers.get(program);
  if (read === undefined) return { kind: 'call', program, hasHidden };
  if (hasHidden) return { kind: 'hidden', program };
  const forbidden = { kind: 'forbidden', program, instruction: instruction.data[0] } as const;
  return read(instruction.data, accounts as Address[], program) ?? forbidden;
}

/** Gives nothing for what it does not know. The lengths are exact: bytes that are not read could mean something. */
type Read = (data: Buffer, accounts: readonly Address[], program: Address) => Effect | undefined;

const nothing: Effect = { kind: 'nothing' };

const readMemo: Read = () => nothing;

const readComputeBudget: Read = (data) => {
  const kind = data[0];
  if ((kind === 1 || kind === 4) && data.length === 5) return nothing; // heap size, size of loaded data
  if (kind === 2 && data.length === 5) return { kind: 'unitLimit', units: BigInt(data.readUInt32LE(1)) };
  if (kind === 3 && data.length === 9) return { kind: 'unitPrice', microLamports: data.readBigUInt64LE(1) };
  return undefined;
};

/** Only Transfer. Accounts are never created or assigned, and nonces never touched, on the word of a caller. */
const readSystem: Read = (data, [from, to, ...rest]) => {
  if (data.length !== 12 || data.readUInt32LE(0) !== 2) return undefined;
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return { kind: 'sendSol', from, to, lamports: data.readBigUInt64LE(4) };
};

/** TransferChecked, CloseAccount and SyncNative. Plain Transfer does not say which token moves. */
const readToken: Read = (data, accounts, program) => {
  const kind = data[0];
  if (kind === 12 && data.length === 10) {
    const [source, mint, to, authority] = accounts;
    if (!source || !mint || !to || !authority) return undefined;
    return { kind: 'sendToken', program, mint, to, authority, amount: data.readBigUInt64LE(1) };
  }
  if (kind === 9 && data.length === 1) {
    const [closed, to, owner] = accounts;
    return closed && to && owner ? { kind: 'closeTokenAccount', to } : undefined;
  }
  return kind === 17 && data.length === 1 && accounts.length === 1 ? nothing : undefined;
};

/** Create and CreateIdempotent, whose program itself checks the address against owner and mint. */
const readAssociatedToken: Read = (data, [payer, account, owner, mint, system, token]) => {
  if (data.length > 1 || (data[0] ?? 0) > 1) return undefined;
  if (!payer || !account || !owner || !mint || system !== SYSTEM || !tokens.has(token ?? ''))
    return undefined;
  return { kind: 'createTokenAccount', owner };
};

const readers: ReadonlyMap<Address, Read> = new Map([
  ...[...memos].map((program) => [program, readMemo] as const),
  ...[...tokens].map((program) => [program, readToken] as const),
  [COMPUTE_BUDGET, readComputeBudget],
  [SYSTEM, readSystem],
  [ASSOCIATED_TOKEN, readAssociatedToken],
]);
