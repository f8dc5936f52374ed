// What a transaction costs by its message alone.
import { COMPUTE_BUDGET } from '../../../../domain/solana/programs.ts';
import type { WireMessage } from './wire-transaction.ts';

const LAMPORTS_PER_SIGNATURE = 5000n;
const UNITS_PER_INSTRUCTION = 200_000n;
const UNITS_PER_BUILTIN = 3000n;
const MAX_UNITS = 1_400_000n;
const MICRO = 1_000_000n;

/** Programs of the validator itself; everything else is loaded and counts as much more. */
const builtins: ReadonlySet<string> = new Set([
  COMPUTE_BUDGET,
  '11111111111111111111111111111111',
  'Vote111111111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoader1111111111111111111111111111111111',
  'LoaderV411111111111111111111111111111111111',
]);

export function feeOf(message: WireMessage): bigint {
  const { microLamports, units } = budgetOf(message);
  const priority = (microLamports * units + MICRO - 1n) / MICRO;
  return BigInt(message.signers) * LAMPORTS_PER_SIGNATURE + priority;
}

/** Price of a unit in millionths of a lamport, and how many units it may use. */
export function budgetOf({ keys, instructions }: WireMessage): { microLamports: bigint; units: bigint } {
  let microLamports = 0n;
  let limit: bigint | undefined;
  let usual = 0n;
  for (const { programIndex, data } of instructions) {
    const program = keys[programIndex] ?? '';
    usual += builtins.has(program) ? UNITS_PER_BUILTIN : UNITS_PER_INSTRUCTION;
    if (program !== COMPUTE_BUDGET) continue;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (data[0] === 2 && data.length >= 5) limit = BigInt(view.getUint32(1, true));
    if (data[0] === 3 && data.length >= 9) microLamports = view.getBigUint64(1, true);
  }
  const units = limit ?? usual;
  return { microLamports, units: units > MAX_UNITS ? MAX_UNITS : units };
}
