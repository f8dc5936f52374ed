import type { ChainEvent } from '../../domain/solana/chain-event.ts';
import { SYSTEM } from '../../domain/solana/programs.ts';
import { toSolMove } from '../../domain/solana/token-moves.ts';
import { definePlatform } from '../platform.ts';

export const systemProgram = definePlatform({
  name: 'system-program',
  title: 'System program',
  summary: 'The program that moves SOL and opens accounts.',
  kind: 'token',
  programs: [SYSTEM],
  read: (instruction): readonly ChainEvent[] => {
    const move = toSolMove(instruction);
    if (move === undefined || move.isForAccount || move.lamports === 0n) return [];
    const { from, to, lamports } = move;
    return [{ type: 'solMoved', instruction: instruction.index, program: SYSTEM, from, to, lamports }];
  },
});
