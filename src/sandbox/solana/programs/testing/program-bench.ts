// A machine with one program on it, for tests of programs: makes people, tokens and transactions.
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  generateKeyPairSigner,
  type Instruction,
  type KeyPairSigner,
  lamports,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransaction,
} from '@solana/kit';
import { getCreateAccountInstruction, getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getInitializeMint2Instruction,
  getMintToInstruction,
  getSyncNativeInstruction,
  getTokenDecoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm';

export const NATIVE = address('So11111111111111111111111111111111111111112');

export type ProgramBench = Awaited<ReturnType<typeof createProgramBench>>;

export async function createProgramBench(programs: readonly { id: Address; elf: Uint8Array }[]) {
  const svm = new LiteSVM().withTransactionHistory(0n).withBlockhashCheck(false).withNativeMints();
  for (const { id, elf } of programs) svm.addProgram(id, elf);
  let nonce = 0;

  const person = async (sol = 1000n): Promise<KeyPairSigner> => {
    const signer = await generateKeyPairSigner();
    svm.airdrop(signer.address, lamports(sol * 1_000_000_000n));
    return signer;
  };
  /** Two equal transactions would be one: each has another last block. */
  const run = async (
    signers: readonly KeyPairSigner[],
    instructions: readonly Instruction[],
  ): Promise<TransactionMetadata | FailedTransactionMetadata> => {
    nonce += 1;
    svm.expireBlockhash();
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (m) => setTransactionMessageFeePayer((signers[0] as KeyPairSigner).address, m),
      (m) =>
        setTransactionMessageLifetimeUsingBlockhash(
          { blockhash: svm.latestBlockhash(), lastValidBlockHeight: BigInt(nonce) },
          m,
        ),
      (m) => appendTransactionMessageInstructions([...instructions], m),
    );
    const signed = await signTransaction(
      signers.map(({ keyPair }) => keyPair),
      compileTransaction(message),
    );
    return svm.sendTransaction(signed);
  };
  /** Throws with the log of what failed. */
  const expect = async (signers: readonly KeyPairSigner[], instructions: readonly Instruction[]) => {
    const result = await run(signers, instructions);
    if (result instanceof FailedTransactionMetadata)
      throw new Error(`${String(result.err())}\n${result.meta().logs().join('\n')}`);
    return result;
  };
  const accountOf = async (owner: Address, mint: Address, program: Address = TOKEN_PROGRAM_ADDRESS) =>
    (await findAssociatedTokenPda({ owner, mint, tokenProgram: program }))[0];
  const open = async (payer: KeyPairSigner, owner: Address, mint: Address) => {
    const ata = await accountOf(owner, mint);
    await expect([payer], [getCreateAssociatedTokenIdempotentInstruction({ payer, ata, owner, mint })]);
    return ata;
  };
  return {
    svm,
    person,
    run,
    expect,
    accountOf,
    open,
    /** A token of its own, all of it with its creator. */
    async token(creator: KeyPairSigner, amount: bigint, decimals = 6): Promise<Address> {
      const mint = await generateKeyPairSigner();
      await expect(
        [creator, mint],
        [
          getCreateAccountInstruction({
            payer: creator,
            newAccount: mint,
            lamports: lamports(svm.minimumBalanceForRentExemption(82n)),
            space: 82,
            programAddress: TOKEN_PROGRAM_ADDRESS,
          }),
          getInitializeMint2Instruction({ mint: mint.address, decimals, mintAuthority: creator.address }),
        ],
      );
      const token = await open(creator, creator.address, mint.address);
      if (amount > 0n)
        await expect(
          [creator],
          [getMintToInstruction({ mint: mint.address, token, mintAuthority: creator, amount })],
        );
      return mint.address;
    },
    /** Wraps SOL into the owner's account for it. */
    async wrap(owner: KeyPairSigner, amount: bigint): Promise<Address> {
      const ata = await open(owner, owner.address, NATIVE);
      await expect(
        [owner],
        [
          getTransferSolInstruction({ source: owner, destination: ata, amount }),
          getSyncNativeInstruction({ account: ata }),
        ],
      );
      return ata;
    },
    tokensIn(account: Address): bigint {
      const found = svm.getAccount(account);
      return found.exists ? getTokenDecoder().decode(found.data).amount : 0n;
    },
    put(at: Address, owner: Address, data: Uint8Array): void {
      svm.setAccount({
        address: at,
        programAddress: owner,
        data,
        lamports: lamports(svm.minimumBalanceForRentExemption(BigInt(data.length))),
        executable: false,
        space: BigInt(data.length),
      });
    },
  };
}
