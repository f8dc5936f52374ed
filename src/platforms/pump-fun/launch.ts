// A token that begins its life on a curve, by its event, or by the instruction where the event is not there.
import { createByteReader } from '../../domain/solana/byte-reader.ts';
import type { ChainEvent } from '../../domain/solana/chain-event.ts';
import { WRAPPED_SOL } from '../../domain/solana/programs.ts';
import type { Address, ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import type { Reading } from '../platform.ts';
import { eventsOf } from '../reading/anchor.ts';
import { eventTag } from '../reading/by-name.ts';
import { toQuoteMint } from './trade-event.ts';

const CREATE_EVENT = eventTag('CreateEvent');

type Launch = Pick<
  Extract<ChainEvent, { type: 'tokenLaunched' }>,
  'pool' | 'mint' | 'creator' | 'name' | 'symbol' | 'uri' | 'quoteMint'
>;

export type LaunchPlaces = {
  readonly user: number;
  /** Account that names what the curve trades against, behind all others, where it is not SOL. */
  readonly quoteMint?: number;
};

const MINT = 0;
const CURVE = 2;

export function launchAt(places: LaunchPlaces) {
  return (instruction: Instruction, transaction: ChainTransaction): Reading => {
    const [event] = eventsOf(instruction, transaction, CREATE_EVENT);
    const launch = (event && parseCreateEvent(event)) ?? parseCreate(instruction, places);
    if (launch === undefined) return { notUnderstood: 'a launch that does not say its token' };
    const { index, program } = instruction;
    return [{ type: 'tokenLaunched', instruction: index, program, ...launch }];
  };
}

function parseCreateEvent(payload: Uint8Array): Launch | undefined {
  const reader = createByteReader(payload);
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  const [mint, pool, user] = [reader.address(), reader.address(), reader.address()];
  if (!reader.isWhole) return undefined;
  // All that follows was added later.
  const creator = reader.address();
  const hasCreator = reader.isWhole;
  const word = 8;
  reader.skip(word * 5); // timestamp, reserves, supply
  reader.skip(32 + 2); // token program, mayhem, cashback
  const quoteMint = toQuoteMint(reader.address());
  return {
    pool,
    mint,
    creator: hasCreator ? creator : user,
    name,
    symbol,
    uri,
    quoteMint: reader.isWhole ? quoteMint : WRAPPED_SOL,
  };
}

function parseCreate({ accounts, data }: Instruction, { user, quoteMint }: LaunchPlaces): Launch | undefined {
  const reader = createByteReader(data, 8);
  const [name, symbol, uri] = [reader.text(), reader.text(), reader.text()];
  const [mint, pool, creator] = [accounts[MINT], accounts[CURVE], accounts[user]];
  if (!reader.isWhole || mint === undefined || pool === undefined || creator === undefined) return undefined;
  const named: Address = reader.address();
  const quote = quoteMint === undefined ? undefined : accounts[quoteMint];
  return {
    pool,
    mint,
    creator: reader.isWhole ? named : creator,
    name,
    symbol,
    uri,
    quoteMint: quote ?? WRAPPED_SOL,
  };
}
