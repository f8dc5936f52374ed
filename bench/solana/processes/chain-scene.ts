// A chain with one pool and many wallets that hold both of its tokens: accounts are put there, swaps are real.
import { readFileSync } from 'node:fs';
import {
  type Address,
  address,
  appendTransactionMessageInstruction,
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
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { systemClock } from '../../../src/core/clock.ts';
import { createSeededRandom } from '../../../src/core/random.ts';
import { SYSTEM, TOKEN, WRAPPED_SOL } from '../../../src/domain/solana/programs.ts';
import { createSandboxClock } from '../../../src/sandbox/sandbox-clock.ts';
import {
  CPMM,
  type CpmmPool,
  cpmmConfig,
  cpmmPool,
  cpmmSwap,
  initializePool,
} from '../../../src/sandbox/solana/interfaces/cpmm.ts';
import { toBytes, u64 } from '../../../src/sandbox/solana/interfaces/instruction.ts';
import { createSolanaNode } from '../../../src/sandbox/solana/node/node.ts';

const RENT = 2_039_280n;
const MINT_RENT = 1_461_600n;
const DECIMALS = 6;
const RICH = 1_000_000_000_000n;
const SOL = address(WRAPPED_SOL);

type Wallet = { readonly signer: KeyPairSigner; readonly sol: Address; readonly token: Address };

export async function openChainScene(count: number) {
  const node = createSolanaNode({
    clock: createSandboxClock(systemClock, 1),
    realClock: systemClock,
    random: createSeededRandom(11),
    depths: { confirmed: 0, finalized: 32 },
  });
  const put = (at: Address, owner: string, data: Uint8Array, lamports: bigint) =>
    node.setAccount(at, { lamports, data, owner: address(owner), isExecutable: false });
  const program = new URL('../../../src/sandbox/solana/programs/cpmm.so', import.meta.url);
  node.addProgram(CPMM, readFileSync(program));

  const mint = (await generateKeyPairSigner()).address;
  const config = (await generateKeyPairSigner()).address;
  put(mint, TOKEN, toMint(), MINT_RENT);
  put(config, CPMM, cpmmConfig({ trade: 2500n, protocol: 120_000n, fund: 40_000n }), MINT_RENT);
  const open = async (): Promise<Wallet> => {
    const signer = await generateKeyPairSigner();
    const own = async (of: Address) =>
      (
        await findAssociatedTokenPda({ owner: signer.address, mint: of, tokenProgram: TOKEN_PROGRAM_ADDRESS })
      )[0];
    const [sol, token] = await Promise.all([own(SOL), own(mint)]);
    put(signer.address, SYSTEM, new Uint8Array(0), RICH);
    put(sol, TOKEN, toTokenAccount(SOL, signer.address, RICH, true), RICH + RENT);
    put(token, TOKEN, toTokenAccount(mint, signer.address, RICH, false), RENT);
    return { signer, sol, token };
  };
  const creator = await open();
  const pool = await cpmmPool(
    config,
    { mint: SOL, program: TOKEN_PROGRAM_ADDRESS },
    { mint, program: TOKEN_PROGRAM_ADDRESS },
  );
  const [lp] = await findAssociatedTokenPda({
    owner: creator.signer.address,
    mint: pool.lpMint,
    tokenProgram: TOKEN_PROGRAM_ADDRESS,
  });
  const accounts = { owner: creator.signer.address, tokens: inOrder(pool, creator), lp };
  const opened = initializePool(pool, accounts, [RICH / 2n, RICH / 2n], creator.sol);
  node.submit(await toSigned(node, creator.signer, opened));
  const wallets: Wallet[] = [];
  for (let i = 0; i < count; i++) wallets.push(await open());

  return {
    node,
    addresses: wallets.map(({ signer }) => signer.address as string),
    /** Of this wallet; each is another one, and buys and sells follow each other. */
    async swap(wallet: number, turn: number): Promise<Uint8Array> {
      const { signer, ...own } = wallets[wallet] as Wallet;
      const pays = ((turn + wallet) % 2) as 0 | 1;
      const [first, second] = inOrder(pool, own);
      const instruction = cpmmSwap(pool, {
        ...{ user: signer.address, pays, exact: 'input', limit: 0n, amount: 100_000n + BigInt(turn) },
        ...(pays === 0 ? { from: first, to: second } : { from: second, to: first }),
      });
      return toSigned(node, signer, instruction);
    },
  };
}

function inOrder({ tokens }: CpmmPool, { sol, token }: Omit<Wallet, 'signer'>): readonly [Address, Address] {
  return tokens[0].mint === SOL ? [sol, token] : [token, sol];
}

async function toSigned(
  node: ReturnType<typeof createSolanaNode>,
  payer: KeyPairSigner,
  instruction: Instruction,
): Promise<Uint8Array> {
  const blockhash = node.bank.ledger.head.blockhash as never;
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (m) => setTransactionMessageFeePayer(payer.address, m),
    (m) => setTransactionMessageLifetimeUsingBlockhash({ blockhash, lastValidBlockHeight: 0n }, m),
    (m) => appendTransactionMessageInstruction(instruction, m),
  );
  const signed = await signTransaction([payer.keyPair], compileTransaction(message));
  return new Uint8Array(getTransactionEncoder().encode(signed));
}

function toMint(): Uint8Array {
  const data = new Uint8Array(82);
  data.set(u64(RICH * RICH), 36);
  data[44] = DECIMALS;
  data[45] = 1;
  return data;
}

function toTokenAccount(mint: Address, owner: Address, amount: bigint, isNative: boolean): Uint8Array {
  const data = new Uint8Array(165);
  data.set(toBytes(mint));
  data.set(toBytes(owner), 32);
  data.set(u64(amount), 64);
  data[108] = 1;
  if (isNative) {
    data[109] = 1;
    data.set(u64(RENT), 113);
  }
  return data;
}
