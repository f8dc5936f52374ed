// Transactions of Solana's main network, as its `getTransaction` gives them; read where they are, never part of this tree.
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeBase58, parseAddress } from '../base58.ts';
import { length } from './encode-message.ts';

type Compiled = { programIdIndex: number; accounts: number[]; data: string };

export type MainnetTransaction = {
  readonly name: string;
  readonly signature: Buffer;
  readonly accountKeys: readonly string[];
  readonly instructions: readonly Compiled[];
  readonly isVersioned: boolean;
  readonly message: Buffer;
};

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, process.env['ZAPFLOW_TEST_DATA'] ?? '../shared/data', 'solana');
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('data');

/** For `skip` of a test. */
export const skipsMainnet =
  existsSync(folder) || isRequired ? false : 'needs recorded transactions: set ZAPFLOW_TEST_DATA';

/** Those whose signature proves that the bytes put together here are the ones that were signed; some sources shortened theirs. */
export function loadMainnet(): MainnetTransaction[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json'))
    .map((name) => ({ name, recorded: JSON.parse(readFileSync(join(folder, name), 'utf8')) }))
    .filter(({ recorded }) => isCompiled(recorded.transaction.message))
    .map(({ name, recorded: { version, transaction } }) => ({
      name,
      signature: decodeBase58(Buffer.from(transaction.signatures[0]), 64) ?? Buffer.alloc(0),
      accountKeys: transaction.message.accountKeys,
      instructions: transaction.message.instructions,
      isVersioned: version === 0,
      message: toBytes(transaction.message, version === 0),
    }))
    .filter(({ accountKeys, message, signature }) => isSignedBy(accountKeys[0], message, signature));
}

const spki = Buffer.from('302a300506032b6570032100', 'hex');

export function isSignedBy(signer: string, message: Buffer, signature: Buffer): boolean {
  const key = Buffer.concat([spki, parseAddress(signer) ?? Buffer.alloc(32)]);
  return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
}

/** Some sources kept a part only, or what a provider made of it. */
function isCompiled(message: Partial<RecordedMessage>): boolean {
  return (
    message.header !== undefined &&
    (message.instructions ?? []).every(({ accounts }) => Array.isArray(accounts))
  );
}

type RecordedMessage = {
  header: Record<string, number>;
  accountKeys: string[];
  recentBlockhash: string;
  instructions: Compiled[];
  addressTableLookups?: {
    accountKey: string;
    writableIndexes: number[];
    readonlyIndexes?: number[];
    readableIndexes?: number[];
  }[];
};

function toBytes(message: RecordedMessage, isVersioned: boolean): Buffer {
  const { header, accountKeys, recentBlockhash, instructions, addressTableLookups: lookups = [] } = message;
  const list = (items: Iterable<number>) => {
    const all = Buffer.from([...items]);
    return Buffer.concat([length(all.length), all]);
  };
  const key = (address: string) => parseAddress(address) as Buffer;
  const counts = ['numRequiredSignatures', 'numReadonlySignedAccounts', 'numReadonlyUnsignedAccounts'];
  return Buffer.concat([
    Buffer.from(isVersioned ? [0x80] : []),
    Buffer.from(counts.map((name) => header[name] as number)),
    Buffer.concat([length(accountKeys.length), ...accountKeys.map(key), key(recentBlockhash)]),
    length(instructions.length),
    ...instructions.flatMap(({ programIdIndex, accounts, data }) => [
      Buffer.from([programIdIndex]),
      list(accounts),
      list(dataOf(data)),
    ]),
    ...(isVersioned ? [length(lookups.length)] : []),
    ...(isVersioned ? lookups : []).flatMap(
      ({ accountKey, writableIndexes, readonlyIndexes, readableIndexes }) => [
        key(accountKey),
        list(writableIndexes),
        // one source spells it another way
        list(readonlyIndexes ?? readableIndexes ?? []),
      ],
    ),
  ]);
}

/** Base 58 of unknown length. */
export function dataOf(text: string): Buffer {
  for (let size = 0; size <= text.length; size++) {
    const bytes = decodeBase58(Buffer.from(text), size);
    if (bytes !== undefined) return bytes;
  }
  throw new TypeError('no base 58');
}
