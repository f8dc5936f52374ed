// Tokens, launches and pools on a node of the sandbox, by real transactions, for tests of token safety.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  generateKeyPairSigner,
  getTransactionEncoder,
  type Instruction,
  type KeyPairSigner,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransaction,
} from '@solana/kit';
import { getCreateAccountInstruction, getTransferSolInstruction } from '@solana-program/system';
import { getSyncNativeInstruction, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import {
  type ExtensionArgs,
  getCreateAssociatedTokenIdempotentInstruction,
  getInitializeMint2Instruction,
  getMintSize,
  getMintToInstruction,
  getPostInitializeInstructionsForMintExtensions,
  getPreInitializeInstructionsForMintExtensions,
  TOKEN_2022_PROGRAM_ADDRESS,
} from '@solana-program/token-2022';
import { CPMM, cpmmConfig, cpmmPool, initializePool } from '../../../src/sandbox/solana/interfaces/cpmm.ts';
import {
  CURVE,
  curveGlobal,
  curveGlobalAddress,
  curveOf,
  launchToken,
  realRules,
  tradeOnCurve,
} from '../../../src/sandbox/solana/interfaces/curve.ts';
import { derived, tokenAccountOf } from '../../../src/sandbox/solana/interfaces/instruction.ts';
import { METADATA_PROGRAM, nameToken } from '../../../src/sandbox/solana/interfaces/metadata.ts';
import type { SolanaNode } from '../../../src/sandbox/solana/node/node.ts';

const SOL = 1_000_000_000n;
const SUPPLY = 1_000_000_000_000_000n;
const NATIVE = address('So11111111111111111111111111111111111111112');
const RENT_FREE = 20_000_000n;
const named = { name: 'Sand Castle', symbol: 'SAND', uri: 'https://sandbox.invalid/sand.json' };

export type MadeToken = { readonly mint: Address; readonly program: Address; readonly account: Address };
export type TokenMaker = Awaited<ReturnType<typeof createTokenMaker>>;

export async function createTokenMaker(node: SolanaNode) {
  const elf = (name: string) =>
    readFileSync(join(import.meta.dirname, `../../../src/sandbox/solana/programs/${name}.so`));
  node.addProgram(CPMM, elf('cpmm'));
  node.addProgram(CURVE, elf('curve'));
  node.addProgram(METADATA_PROGRAM, elf('metadata'));
  const put = (at: Address, owner: Address, data: Uint8Array) =>
    node.setAccount(at, { lamports: RENT_FREE, data, owner, isExecutable: false });
  const config = derived(CPMM, 'amm_config', Uint8Array.of(0, 0));
  put(config, CPMM, cpmmConfig({ trade: 2500n, protocol: 120_000n, fund: 40_000n }));
  const person = async (): Promise<KeyPairSigner> => {
    const signer = await generateKeyPairSigner();
    node.airdrop(signer.address, 1000n * SOL);
    return signer;
  };
  const feeRecipient = (await person()).address;
  put(curveGlobalAddress(), CURVE, curveGlobal({ ...realRules, feeRecipient }));

  const send = async (signers: readonly KeyPairSigner[], instructions: readonly Instruction[]) => {
    const { blockhash } = node.bank.ledger.head;
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (m) => setTransactionMessageFeePayer((signers[0] as KeyPairSigner).address, m),
      (m) =>
        setTransactionMessageLifetimeUsingBlockhash(
          { blockhash: blockhash as never, lastValidBlockHeight: 10n ** 12n },
          m,
        ),
      (m) => appendTransactionMessageInstructions([...instructions], m),
    );
    const keys = signers.map(({ keyPair }) => keyPair);
    const signed = await signTransaction(keys, compileTransaction(message));
    const { result } = node.submit(new Uint8Array(getTransactionEncoder().encode(signed)));
    assert.equal(result?.error, null, result && 'logs' in result ? String(result.logs) : '');
  };
  const open = async (payer: KeyPairSigner, owner: Address, mint: Address, program: Address) => {
    const ata = tokenAccountOf(owner, mint, program);
    const tokenProgram = program;
    await send(
      [payer],
      [getCreateAssociatedTokenIdempotentInstruction({ payer, ata, owner, mint, tokenProgram })],
    );
    return ata;
  };

  /** A token with these extensions and nothing of it yet; its creator can mint. */
  const token = async (
    creator: KeyPairSigner,
    options: { extensions?: ExtensionArgs[]; freezeAuthority?: Address; signer?: KeyPairSigner } = {},
  ): Promise<MadeToken> => {
    const { extensions = [], freezeAuthority, signer } = options;
    const program = extensions.length > 0 ? TOKEN_2022_PROGRAM_ADDRESS : TOKEN_PROGRAM_ADDRESS;
    const mint = signer ?? (await generateKeyPairSigner());
    const inside = extensions.filter(({ __kind }) => __kind !== 'TokenMetadata');
    const list = inside.length > 0 ? inside : undefined;
    const args = { mint: mint.address, decimals: 6, mintAuthority: creator.address };
    const create = getCreateAccountInstruction({
      ...{ payer: creator, newAccount: mint, lamports: RENT_FREE },
      ...{ space: getMintSize(list), programAddress: program },
    });
    const begin = getInitializeMint2Instruction(
      freezeAuthority === undefined ? args : { ...args, freezeAuthority },
      { programAddress: program },
    );
    await send(
      [creator, mint],
      [
        create,
        ...getPreInitializeInstructionsForMintExtensions(mint.address, extensions),
        begin,
        ...getPostInitializeInstructionsForMintExtensions(mint.address, creator, extensions),
      ],
    );
    return { mint: mint.address, program, account: tokenAccountOf(creator.address, mint.address, program) };
  };
  const mintAll = async (creator: KeyPairSigner, { mint, program, account }: MadeToken) => {
    await open(creator, creator.address, mint, program);
    const args = { mint, token: account, mintAuthority: creator, amount: SUPPLY };
    await send([creator], [getMintToInstruction(args, { programAddress: program })]);
  };

  return {
    ...{ node, person, send, open, token, mintAll, supply: SUPPLY },
    /** Metaplex's name, which can be changed or not. */
    name: (creator: KeyPairSigner, mint: Address, isMutable: boolean) =>
      send(
        [creator],
        [nameToken({ mint, mintAuthority: creator.address, payer: creator.address, named, isMutable })],
      ),
    /** The pool of the first configuration; its creator holds the shares. */
    async pool(creator: KeyPairSigner, { mint, program, account }: MadeToken, sol = 100n * SOL) {
      const wrapped = await open(creator, creator.address, NATIVE, TOKEN_PROGRAM_ADDRESS);
      const wrap = getTransferSolInstruction({ source: creator, destination: wrapped, amount: 2n * sol });
      await send([creator], [wrap, getSyncNativeInstruction({ account: wrapped })]);
      const pool = cpmmPool(config, { mint: NATIVE, program: TOKEN_PROGRAM_ADDRESS }, { mint, program });
      const isSolFirst = pool.tokens[0].mint === NATIVE;
      const order = <T>(first: T, second: T) => (isSolFirst ? [first, second] : [second, first]) as [T, T];
      const lp = tokenAccountOf(creator.address, pool.lpMint, TOKEN_PROGRAM_ADDRESS);
      const accounts = { owner: creator.address, tokens: order(wrapped, account), lp };
      await send([creator], [initializePool(pool, accounts, order(sol, (SUPPLY * 97n) / 100n), wrapped)]);
      return { ...pool, lp };
    },
    /** A launch on the curve, and somebody who buys from it. */
    async launch(creator: KeyPairSigner) {
      const mint = await generateKeyPairSigner();
      const curve = curveOf(mint.address, creator.address, feeRecipient);
      await send([creator, mint], [launchToken(curve, creator.address, named)]);
      const begin = getTransferSolInstruction({
        source: creator,
        destination: curve.creatorVault,
        amount: 1_000_000n,
      });
      const trader = await person();
      const account = await open(trader, trader.address, mint.address, TOKEN_PROGRAM_ADDRESS);
      const trade = { user: trader.address, account, kind: 'spend', amount: SOL, limit: 1n } as const;
      await send([creator], [begin]);
      await send([trader], [tradeOnCurve(curve, trade)]);
      return { mint: mint.address, curve: curve.curve };
    },
  };
}
