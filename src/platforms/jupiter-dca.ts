// Orders that buy in parts. Opening, filling up and closing one is no trade; a part that a keeper fills is one of the order's owner.
import { createByteReader } from '../domain/solana/byte-reader.ts';
import type { ChainEvent } from '../domain/solana/chain-event.ts';
import { definePlatform } from './platform.ts';
import { eventsOf } from './reading/anchor.ts';
import { eventTag, type Read, readByName } from './reading/by-name.ts';

const FILLED = eventTag('Filled');

const readFill: Read = (instruction, transaction) => {
  const { index, program } = instruction;
  const fills: ChainEvent[] = [];
  for (const payload of eventsOf(instruction, transaction, FILLED)) {
    const reader = createByteReader(payload);
    const [user, pool] = [reader.address(), reader.address()];
    const [inputMint, outputMint] = [reader.address(), reader.address()];
    const input = { mint: inputMint, amount: reader.u64() };
    const output = { mint: outputMint, amount: reader.u64() };
    if (!reader.isWhole) return { notUnderstood: 'an event ends early' };
    fills.push({ type: 'swap', instruction: index, program, pool, user, input, output });
  }
  return fills;
};

export const jupiterDca = definePlatform({
  name: 'jupiter-dca',
  title: 'Jupiter DCA',
  summary: 'Orders of Jupiter that buy in parts.',
  kind: 'book',
  programs: ['DCA265Vj8a9CEuX1eb1LWRnDT7uK6q1xMipnNyatn23M', 'DCAK36VfExkPdAkYUQg6ewgxyinvcEyPLyHjRbmveKFw'],
  read: readByName(
    { 'fulfill_flash_fill fulfill_dlmm_fill': readFill },
    `open_dca open_dca_v2 close_dca withdraw deposit withdraw_fees initiate_flash_fill initiate_dlmm_fill transfer
     end_and_close`,
  ),
});
