// Named places where a simulation may strike: between two steps of which the first may happen without the second.

/** What a simulation does when the program passes a point; it may throw to end the service there. */
export type FaultHook = (name: FaultPoint) => void;

/** Every point, so that a simulation can tell which were never reached. The name begins with the service. */
export const faultPoints = [
  'storage.begun',
  'storage.executed',
  'storage.committed',
  'storage.journaled',
  'storage.drained',
  'outbox.taken',
  'outbox.handled',
  // Of the ledger by which the simulator proves itself.
  'ledger.begun',
  'ledger.committed',
] as const;

export type FaultPoint = (typeof faultPoints)[number];

let hook: FaultHook | undefined;

/** Does nothing in production. */
export function faultPoint(name: FaultPoint): void {
  hook?.(name);
}

export function setFaultHook(next: FaultHook | undefined): void {
  hook = next;
}
