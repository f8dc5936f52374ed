import { getTransferSolInstruction } from '@solana-program/system';
import type { Actor } from '../actor.ts';
import { drawLamports } from '../dealing/sizes.ts';

const SIZE_SOL = 0.2;

export const payers: Actor = {
  name: 'payers',
  summary: 'send SOL to each other',
  perMinute: 8,
  *act(world) {
    const wallet = world.one(world.group('payer'));
    const to = world.one(world.group('payer').filter((one) => one !== wallet));
    if (!wallet || !to) return;
    const amount = drawLamports(world.random, SIZE_SOL);
    if (world.chain.lamports(wallet.address) < amount * 2n) return;
    yield {
      wallet,
      instructions: [getTransferSolInstruction({ source: wallet.signer, destination: to.address, amount })],
      intent: { does: 'move-sol', amount, to: to.address },
    };
  },
};
