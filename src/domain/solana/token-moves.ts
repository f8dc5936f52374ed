// Tokens and SOL that instructions moved, read from the token programs and the system program in either encoding of a node.
import { createByteReader } from './byte-reader.ts';
import { toAddress, toAtoms } from './parse/fields.ts';
import { ASSOCIATED_TOKEN, SYSTEM, TOKEN, TOKEN_2022 } from './programs.ts';
import type { Address, ChainTransaction, Instruction, ParsedInstruction } from './transaction.ts';

/** From one token account to another, of minted tokens into one, or of burned ones out of one. */
export type TokenMove = {
  readonly type: 'transfer' | 'mint' | 'burn';
  readonly instruction: Instruction;
  readonly mint: Address;
  /** Token accounts; null where tokens came into being or ceased. */
  readonly from: Address | null;
  readonly to: Address | null;
  /** Who was allowed to. */
  readonly authority: Address;
  /** Base units that left `from`. */
  readonly amount: bigint;
  /** Of these, kept back by the token itself (Token-2022 transfer fee); 0n where it is not told. */
  readonly fee: bigint;
};

export type SolMove = {
  readonly instruction: Instruction;
  readonly from: Address;
  readonly to: Address;
  readonly lamports: bigint;
  /** It paid for a new account, and is rent. */
  readonly isForAccount: boolean;
};

/** What is known of token accounts of one transaction, from its balances and the instructions that open accounts. */
export type TokenAccounts = {
  mintOf(account: Address): Address | undefined;
  ownerOf(account: Address): Address | undefined;
};

export function createTokenAccounts({
  accounts,
  preTokens,
  postTokens,
  instructions,
}: ChainTransaction): TokenAccounts {
  const known = new Map<Address, { mint?: Address; owner?: Address }>();
  const learn = (account: unknown, mint: unknown, owner?: unknown): void => {
    if (typeof account !== 'string') return;
    const entry = known.get(account) ?? {};
    if (entry.mint === undefined && typeof mint === 'string') entry.mint = mint;
    if (entry.owner === undefined && typeof owner === 'string') entry.owner = owner;
    known.set(account, entry);
  };
  for (const { account, mint, owner } of [...preTokens, ...postTokens])
    learn(accounts[account]?.address, mint, owner ?? undefined);
  // An account that is opened and closed in one transaction is in neither list of balances.
  for (const instruction of instructions) learnOpening(instruction, learn);
  // Old nodes do not say the owners. Then who moved tokens out of an account is taken for its owner.
  if (preTokens.some(({ owner }) => owner === null))
    for (const instruction of instructions) learnMover(instruction, learn);
  return { mintOf: (account) => known.get(account)?.mint, ownerOf: (account) => known.get(account)?.owner };
}

type Learn = (account: unknown, mint: unknown, owner?: unknown) => void;

function learnOpening({ program, accounts, data, parsed }: Instruction, learn: Learn): void {
  if (program === ASSOCIATED_TOKEN) {
    const { account, mint, wallet } = parsed?.info ?? {};
    if (parsed !== null) learn(toAddress(account), toAddress(mint), toAddress(wallet));
    else if (data.length === 0 || (data[0] as number) <= 1) learn(accounts[1], accounts[3], accounts[2]);
    return;
  }
  if (program !== TOKEN && program !== TOKEN_2022) return;
  if (parsed !== null) {
    const { account, source, owner } = parsed.info;
    const mint = toAddress(parsed.info['mint']);
    if (parsed.type.startsWith('initializeAccount')) learn(toAddress(account), mint, toAddress(owner));
    else if (mint !== undefined) learn(toAddress(account ?? source), mint);
    return;
  }
  const kind = data[0];
  if (kind === InstructionKind.initializeAccount) learn(accounts[0], accounts[1], accounts[2]);
  else if (kind === InstructionKind.initializeAccount2 || kind === InstructionKind.initializeAccount3)
    learn(accounts[0], accounts[1], createByteReader(data, 1).address() || undefined);
  else if (kind === InstructionKind.transferChecked) {
    learn(accounts[0], accounts[1]);
    learn(accounts[2], accounts[1]);
  }
}

function learnMover(instruction: Instruction, learn: Learn): void {
  const { program, parsed } = instruction;
  if (program !== TOKEN && program !== TOKEN_2022) return;
  const move = parsed === null ? fromBytes(instruction) : fromParsed(parsed);
  if (move !== undefined && move.from !== null) learn(move.from, move.mint, move.authority || undefined);
}

/** First byte of an instruction of either token program. */
const InstructionKind = {
  initializeAccount: 1,
  transfer: 3,
  mintTo: 7,
  burn: 8,
  transferChecked: 12,
  mintToChecked: 14,
  burnChecked: 15,
  initializeAccount2: 16,
  initializeAccount3: 18,
  transferFee: 26,
} as const;
/** Second byte after `transferFee`. */
const TRANSFER_CHECKED_WITH_FEE = 1;

/** Undefined for an instruction that moves no tokens, or tokens of an account that nobody says the mint of. */
export function toTokenMove(instruction: Instruction, known: TokenAccounts): TokenMove | undefined {
  const { program, parsed } = instruction;
  if (program !== TOKEN && program !== TOKEN_2022) return undefined;
  const move = parsed === null ? fromBytes(instruction) : fromParsed(parsed);
  if (move === undefined) return undefined;
  const mint = move.mint ?? known.mintOf(move.from ?? '') ?? known.mintOf(move.to ?? '');
  return mint === undefined ? undefined : { ...move, mint, instruction };
}

type Move = Omit<TokenMove, 'instruction' | 'mint'> & { readonly mint: Address | undefined };

function fromBytes({ accounts, data }: Instruction): Move | undefined {
  const [first, second, third, fourth] = accounts;
  const kind = data[0];
  if (kind === undefined || !moving.has(kind)) return undefined;
  const isWithFee = kind === InstructionKind.transferFee;
  const amount = u64At(data, isWithFee ? 2 : 1);
  if (amount === undefined || first === undefined || second === undefined || third === undefined)
    return undefined;
  switch (kind) {
    case InstructionKind.transfer:
      return {
        type: 'transfer',
        mint: undefined,
        from: first,
        to: second,
        authority: third,
        amount,
        fee: 0n,
      };
    case InstructionKind.transferChecked:
      return {
        type: 'transfer',
        mint: second,
        from: first,
        to: third,
        authority: fourth ?? '',
        amount,
        fee: 0n,
      };
    case InstructionKind.transferFee: {
      // Behind the amount and the decimals.
      const fee = u64At(data, 11);
      if (data[1] !== TRANSFER_CHECKED_WITH_FEE || fee === undefined) return undefined;
      return { type: 'transfer', mint: second, from: first, to: third, authority: fourth ?? '', amount, fee };
    }
    case InstructionKind.mintTo:
    case InstructionKind.mintToChecked:
      return { type: 'mint', mint: first, from: null, to: second, authority: third, amount, fee: 0n };
    case InstructionKind.burn:
    case InstructionKind.burnChecked:
      return { type: 'burn', mint: second, from: first, to: null, authority: third, amount, fee: 0n };
    default:
      return undefined;
  }
}

const moving: ReadonlySet<number> = new Set([
  InstructionKind.transfer,
  InstructionKind.mintTo,
  InstructionKind.burn,
  InstructionKind.transferChecked,
  InstructionKind.mintToChecked,
  InstructionKind.burnChecked,
  InstructionKind.transferFee,
]);

function u64At(data: Uint8Array, at: number): bigint | undefined {
  if (at + 8 > data.length) return undefined;
  const low = u32At(data, at);
  const high = u32At(data, at + 4);
  // Most amounts are small enough for one number, which is made faster than two.
  return high < 2 ** 21 ? BigInt(high * 2 ** 32 + low) : (BigInt(high) << 32n) | BigInt(low);
}

function u32At(data: Uint8Array, at: number): number {
  const [a, b] = [data[at] as number, data[at + 1] as number];
  const [c, d] = [data[at + 2] as number, data[at + 3] as number];
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

function fromParsed({ type, info }: ParsedInstruction): Move | undefined {
  const amount = toAtoms(info['amount'] ?? (info['tokenAmount'] as { amount?: unknown } | undefined)?.amount);
  if (amount === undefined) return undefined;
  const fee = toAtoms((info['feeAmount'] as { amount?: unknown } | undefined)?.amount) ?? 0n;
  const mint = toAddress(info['mint']);
  const account = toAddress(info['account']) ?? null;
  const authority =
    toAddress(
      info['authority'] ??
        info['multisigAuthority'] ??
        info['mintAuthority'] ??
        info['multisigMintAuthority'],
    ) ?? '';
  switch (type) {
    case 'transfer':
    case 'transferChecked':
    case 'transferCheckedWithFee': {
      const [from, to] = [toAddress(info['source']), toAddress(info['destination'])];
      return from && to ? { type: 'transfer', mint, from, to, authority, amount, fee } : undefined;
    }
    case 'mintTo':
    case 'mintToChecked':
      return { type: 'mint', mint, from: null, to: account, authority, amount, fee };
    case 'burn':
    case 'burnChecked':
      return { type: 'burn', mint, from: account, to: null, authority, amount, fee };
    default:
      return undefined;
  }
}

const SystemKind = { createAccount: 0, transfer: 2, createAccountWithSeed: 3, transferWithSeed: 11 } as const;

/** Undefined for an instruction that moves no SOL by the system program. */
export function toSolMove(instruction: Instruction): SolMove | undefined {
  const { program, accounts, data, parsed } = instruction;
  if (program !== SYSTEM) return undefined;
  if (parsed !== null) {
    const { source, destination, newAccount, lamports: told } = parsed.info;
    const [from, to, lamports] = [toAddress(source), toAddress(destination ?? newAccount), toAtoms(told)];
    if (from === undefined || to === undefined || lamports === undefined) return undefined;
    return { instruction, from, to, lamports, isForAccount: newAccount !== undefined };
  }
  if (data.length < 12) return undefined;
  const kind = u32At(data, 0);
  const [from, to] = [accounts[0], accounts[kind === SystemKind.transferWithSeed ? 2 : 1]];
  const at = lamportsAt(kind, data);
  const lamports = at === undefined ? undefined : u64At(data, at);
  if (lamports === undefined || from === undefined || to === undefined) return undefined;
  const isForAccount = kind === SystemKind.createAccount || kind === SystemKind.createAccountWithSeed;
  return { instruction, from, to, lamports, isForAccount };
}

function lamportsAt(kind: number, data: Uint8Array): number | undefined {
  switch (kind) {
    case SystemKind.createAccount:
    case SystemKind.transfer:
    case SystemKind.transferWithSeed:
      return 4;
    case SystemKind.createAccountWithSeed:
      // Behind an address and a seed, whose length is in 8 bytes.
      return data.length < 44 ? undefined : 44 + u32At(data, 36);
    default:
      return undefined;
  }
}

const accountsOf = new WeakMap<ChainTransaction, TokenAccounts>();

/** The same, made once for each transaction. */
export function tokenAccountsOf(transaction: ChainTransaction): TokenAccounts {
  let known = accountsOf.get(transaction);
  if (known === undefined) {
    known = createTokenAccounts(transaction);
    accountsOf.set(transaction, known);
  }
  return known;
}
