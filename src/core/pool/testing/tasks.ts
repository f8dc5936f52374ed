// Tasks of the pool's own tests; gates let a test decide when a task goes on.
import { threadId } from 'node:worker_threads';
import { AppError } from '../../errors.ts';

/** Word 0 opens the gate; word 1 counts those who came to it. */
export type Gate = Int32Array<SharedArrayBuffer>;

export function add({ a, b }: { a: number; b: number }): number {
  return a + b;
}

export function echo(value: unknown): unknown {
  return value;
}

export async function addSoon({ a, b }: { a: number; b: number }): Promise<number> {
  await Promise.resolve();
  return a + b;
}

export function getThreadId(): number {
  return threadId;
}

export function waitAtGate(gate: Gate): number {
  arrive(gate);
  Atomics.wait(gate, 0, 0);
  return threadId;
}

export function loopForever(gate: Gate): never {
  arrive(gate);
  for (;;);
}

export async function neverAnswer(): Promise<never> {
  return new Promise(() => {});
}

export function renameInput(input: { name: string }): string {
  input.name = 'changed';
  return input.name;
}

export function throwAppError(limit: number): never {
  throw new AppError('QUEUE_FULL', 'no room', { details: { limit } });
}

export function throwForeign(text: string): never {
  throw new TypeError(text);
}

export function returnFunction(): () => void {
  return () => {};
}

export function exitThread(gate: Gate): never {
  arrive(gate);
  process.exit(7);
}

/** Ends its thread until it has been tried `crashes` times. */
export function exitAtFirst({ gate, crashes }: { gate: Gate; crashes: number }): string {
  if (arrive(gate) <= crashes) process.exit(1);
  return 'survived';
}

export async function throwLater(text: string): Promise<never> {
  setTimeout(() => {
    throw new Error(text);
  }, 0);
  return new Promise(() => {});
}

export function exhaustHeap(): number {
  const hoard: number[][] = [];
  for (;;) hoard.push(new Array(10_000).fill(hoard.length));
}

export function getSecretNames(): string[] {
  return Object.keys(process.env);
}

function arrive(gate: Gate): number {
  const arrivals = Atomics.add(gate, 1, 1) + 1;
  Atomics.notify(gate, 1);
  return arrivals;
}
