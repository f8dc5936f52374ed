import type { Gate } from './tasks.ts';

export function createGate(): Gate {
  return new Int32Array(new SharedArrayBuffer(8));
}

export function open(gate: Gate): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Resolves when so many tasks have come to the gate. */
export async function arrivals(gate: Gate, count: number): Promise<void> {
  for (let seen = Atomics.load(gate, 1); seen < count; seen = Atomics.load(gate, 1))
    await Atomics.waitAsync(gate, 1, seen).value;
}
