// The interface of Metaplex's token metadata, as far as the sandbox's tokens use it.
import { type Address, address, type Instruction } from '@solana/kit';
import { derived, instruction, paying, readonly, signing, text, toBytes, writable } from './instruction.ts';

export const METADATA_PROGRAM = address('metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s');
const SYSTEM = address('11111111111111111111111111111111');
const CREATE_V3 = 33;
const UPDATE_V2 = 15;

export const metadataOf = (mint: Address): Address =>
  derived(METADATA_PROGRAM, 'metadata', toBytes(METADATA_PROGRAM), toBytes(mint));

export function nameToken(options: {
  readonly mint: Address;
  readonly mintAuthority: Address;
  readonly payer: Address;
  readonly named: { readonly name: string; readonly symbol: string; readonly uri: string };
  readonly isMutable: boolean;
}): Instruction {
  const { mint, mintAuthority, payer, named, isMutable } = options;
  return instruction(
    METADATA_PROGRAM,
    [
      writable(metadataOf(mint)),
      readonly(mint),
      signing(mintAuthority),
      paying(payer),
      readonly(payer),
      readonly(SYSTEM),
    ],
    [CREATE_V3],
    text(named.name),
    text(named.symbol),
    text(named.uri),
    [0, 0, 0, 0, 0, isMutable ? 1 : 0, 0],
  );
}

/** Gives the right to change the name to somebody, or ends it for good. */
export function changeNaming(
  mint: Address,
  authority: Address,
  to: { readonly authority?: Address; readonly isMutable?: boolean },
): Instruction {
  return instruction(
    METADATA_PROGRAM,
    [writable(metadataOf(mint)), signing(authority)],
    [UPDATE_V2, 0],
    to.authority === undefined ? [0] : [1, ...toBytes(to.authority)],
    [0],
    to.isMutable === undefined ? [0] : [1, to.isMutable ? 1 : 0],
  );
}
