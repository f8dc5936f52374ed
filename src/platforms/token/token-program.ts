// Both token programs: what was moved, minted, burned, frozen, and whose word counts from now on.
import { createByteReader } from '../../domain/solana/byte-reader.ts';
import type { ChainEvent } from '../../domain/solana/chain-event.ts';
import { TOKEN, TOKEN_2022 } from '../../domain/solana/programs.ts';
import { type TokenMove, tokenAccountsOf, toTokenMove } from '../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import { definePlatform, type Reading } from '../platform.ts';
import { toTokenInstruction } from './token-instructions.ts';

export const tokenProgram = definePlatform({
  name: 'token-program',
  title: 'Token programs',
  summary: 'The programs that hold every token: SPL Token and Token-2022.',
  kind: 'token',
  programs: [TOKEN, TOKEN_2022],
  read: (instruction, transaction) => {
    const kind = toTokenInstruction(instruction);
    if (kind === undefined)
      return { notUnderstood: `unknown instruction ${instruction.data[0] ?? 'without data'}` };
    if (kind === 'setAuthority') return readAuthority(instruction);
    if (kind === 'freezeAccount' || kind === 'thawAccount')
      return readFreeze(instruction, kind === 'freezeAccount');
    const move = toTokenMove(instruction, tokenAccountsOf(transaction));
    return move === undefined ? [] : [toEvent(move, transaction)];
  },
});

function toEvent(
  { type, instruction, mint, from, to, amount }: TokenMove,
  transaction: ChainTransaction,
): ChainEvent {
  const { ownerOf } = tokenAccountsOf(transaction);
  const owner = (account: Address | null) => (account === null ? '' : (ownerOf(account) ?? account));
  const told = { instruction: instruction.index, program: instruction.program, mint, amount };
  if (type === 'mint') return { type: 'tokenMinted', ...told, to: owner(to) };
  if (type === 'burn') return { type: 'tokenBurned', ...told, from: owner(from) };
  return { type: 'tokenMoved', ...told, from: owner(from), to: owner(to) };
}

/** By the second byte of the instruction, under the names of the nodes. */
const authorityKinds = [
  'mintTokens',
  'freezeAccount',
  'accountOwner',
  'closeAccount',
  'transferFeeConfig',
  'withheldWithdraw',
  'closeMint',
  'interestRate',
  'permanentDelegate',
  'confidentialTransferMint',
  'transferHookProgramId',
  'confidentialTransferFeeConfig',
  'metadataPointer',
  'groupPointer',
  'groupMemberPointer',
  'scaledUiAmount',
  'pause',
];

function readAuthority({ index, program, accounts, data, parsed }: Instruction): Reading {
  const told = { type: 'authorityChanged', instruction: index, program } as const;
  if (parsed !== null) {
    const { mint, account, authorityType, newAuthority } = parsed.info;
    const subject = mint ?? account;
    if (typeof subject !== 'string') return { notUnderstood: 'whose authority changed is missing' };
    const to = typeof newAuthority === 'string' ? newAuthority : null;
    return [{ ...told, account: subject, kind: String(authorityType ?? 'unknown'), to }];
  }
  const reader = createByteReader(data, 1);
  const kind = reader.u8();
  const to = reader.bool() ? reader.address() : null;
  const [account] = accounts;
  if (!reader.isWhole || account === undefined)
    return { notUnderstood: 'whose authority changed is missing' };
  return [{ ...told, account, kind: authorityKinds[kind] ?? `authority ${kind}`, to }];
}

function readFreeze({ index, program, accounts, parsed }: Instruction, isFrozen: boolean): Reading {
  const [account, mint] = parsed === null ? accounts : [parsed.info['account'], parsed.info['mint']];
  if (typeof account !== 'string' || typeof mint !== 'string')
    return { notUnderstood: 'the account that was frozen is missing' };
  return [{ type: 'accountFrozen', instruction: index, program, account, mint, isFrozen }];
}
