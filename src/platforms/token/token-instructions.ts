// What instructions of the token programs are called, under the names of the nodes.
import type { Instruction } from '../../domain/solana/transaction.ts';

/** By the first byte. */
const names = [
  'initializeMint',
  'initializeAccount',
  'initializeMultisig',
  'transfer',
  'approve',
  'revoke',
  'setAuthority',
  'mintTo',
  'burn',
  'closeAccount',
  'freezeAccount',
  'thawAccount',
  'transferChecked',
  'approveChecked',
  'mintToChecked',
  'burnChecked',
  'initializeAccount2',
  'syncNative',
  'initializeAccount3',
  'initializeMultisig2',
  'initializeMint2',
  'getAccountDataSize',
  'initializeImmutableOwner',
  'amountToUiAmount',
  'uiAmountToAmount',
  'initializeMintCloseAuthority',
  'transferFeeExtension',
  'confidentialTransferExtension',
  'defaultAccountStateExtension',
  'reallocate',
  'memoTransferExtension',
  'createNativeMint',
  'initializeNonTransferableMint',
  'interestBearingMintExtension',
  'cpiGuardExtension',
  'initializePermanentDelegate',
  'transferHookExtension',
  'confidentialTransferFeeExtension',
  'withdrawExcessLamports',
  'metadataPointerExtension',
  'groupPointerExtension',
  'groupMemberPointerExtension',
  'confidentialMintBurnExtension',
  'scaledUiAmountExtension',
  'pausableExtension',
  'unwrapLamports',
];
/** Many in one; the parser of transactions puts each of them into the list. */
const BATCH = 255;
/** First bytes of the interfaces of metadata and groups, which a Token-2022 mint answers itself. */
const interfaces: ReadonlySet<number> = new Set([0xd2, 0xdd, 0xea, 0xd7, 0xfa, 0x79, 0x6c, 0xa1, 0x98]);
const INTERFACE_BYTES = 8;

/** Undefined for one that nobody here knows. */
export function toTokenInstruction({ data, parsed }: Instruction): string | undefined {
  if (parsed !== null) return parsed.type;
  const tag = data[0];
  if (tag === undefined) return undefined;
  if (tag === BATCH) return 'batch';
  return names[tag] ?? (data.length >= INTERFACE_BYTES && interfaces.has(tag) ? 'interface' : undefined);
}
