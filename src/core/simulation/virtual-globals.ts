// Puts virtual time and chance in the place of the machine's, before anything of ours is imported, so that libraries obey too.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import nodeTimers from 'node:timers';
import timerPromises from 'node:timers/promises';
import type { RealLoop } from './scheduler.ts';
import { VirtualMachine } from './virtual-machine.ts';
import { VirtualTimer } from './virtual-timer.ts';

type Run = (...args: unknown[]) => void;

export type VirtualGlobals = {
  readonly machine: VirtualMachine;
  readonly loop: RealLoop;
  /** Hears of every error and rejection that nobody caught; returns what ends it. */
  onUncaught(hear: (error: unknown) => void): () => void;
};

/** Once a process, and never undone: a process that simulates does nothing else. */
export function installVirtualGlobals(): VirtualGlobals {
  const machine = new VirtualMachine();
  const real = { setImmediate: globalThis.setImmediate, queueMicrotask: globalThis.queueMicrotask };
  const loop: RealLoop = {
    nextTurn: (run) => void real.setImmediate(run),
    endOfTurn: (run) => real.queueMicrotask(run),
  };
  installTime(machine);
  installTimers(machine, loop);
  installChance(machine);
  syncBuiltinESMExports();
  return { machine, loop, onUncaught };
}

function onUncaught(hear: (error: unknown) => void): () => void {
  const names = ['unhandledRejection', 'uncaughtException'] as const;
  for (const name of names) process.on(name, hear);
  return () => {
    for (const name of names) process.off(name, hear);
  };
}

function installTime(machine: VirtualMachine): void {
  const RealDate = globalThis.Date;
  const now = () => Math.floor(machine.wallMs);
  // Not a subclass: dates that cloning makes must be instances of it as well.
  globalThis.Date = new Proxy(RealDate, {
    // Without arguments it is now; with any, it computes as ever.
    construct: (target, args, asked) => Reflect.construct(target, args.length === 0 ? [now()] : args, asked),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  RealDate.prototype.constructor = globalThis.Date;
  Object.defineProperty(performance, 'now', { value: () => machine.nowMs, configurable: true });
  Object.defineProperty(performance, 'timeOrigin', { get: () => machine.wallMs - machine.nowMs });
  const hrtime = (before?: [number, number]): [number, number] => {
    const seconds = Math.floor(machine.nowMs / 1000);
    const nanos = Math.floor((machine.nowMs % 1000) * 1e6);
    if (!before) return [seconds, nanos];
    const passed = (seconds - before[0]) * 1e9 + nanos - before[1];
    return [Math.floor(passed / 1e9), passed % 1e9];
  };
  process.hrtime = Object.assign(hrtime, { bigint: () => BigInt(Math.floor(machine.nowMs * 1e6)) });
}

function installTimers(machine: VirtualMachine, loop: RealLoop): void {
  const start =
    (isRepeated: boolean) =>
    (run: Run, delayMs?: number, ...args: unknown[]) =>
      new VirtualTimer(machine, () => run(...args), Number(delayMs) || 0, isRepeated);
  const clear = (timer: unknown) => VirtualTimer.clear(timer);
  const immediate = (run: Run, ...args: unknown[]) =>
    new VirtualTimer(machine, () => run(...args), undefined, false);
  const timers = {
    setTimeout: start(false),
    setInterval: start(true),
    setImmediate: immediate,
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
  Object.assign(globalThis, timers);
  Object.assign(nodeTimers, timers);
  const wait = (delayMs?: number, value?: unknown, options?: { signal?: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const signal = options?.signal;
      if (signal?.aborted) return reject(signal.reason);
      const timer = timers.setTimeout(() => resolve(value), delayMs);
      signal?.addEventListener('abort', () => {
        clear(timer);
        reject(signal.reason);
      });
    });
  Object.assign(timerPromises, {
    setTimeout: wait,
    setImmediate: (value?: unknown) => wait(0, value),
    async *setInterval(delayMs?: number, value?: unknown) {
      for (;;) yield await wait(delayMs, value);
    },
  });
  process.nextTick = (run: Run, ...args: unknown[]) => loop.endOfTurn(() => run(...args));
  AbortSignal.timeout = (delayMs) => {
    const controller = new AbortController();
    timers.setTimeout(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      delayMs,
    );
    return controller.signal;
  };
}

function installChance(machine: VirtualMachine): void {
  const fill = <T extends ArrayBufferView | null>(view: T): T => {
    if (view) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let i = 0; i < bytes.length; i++) bytes[i] = machine.random.below(256);
    }
    return view;
  };
  const randomUUID = () => {
    const hex = machine.random.hex(16);
    const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const randomBytes = (size: number, then?: (error: null, bytes: Buffer) => void) => {
    const bytes = fill(Buffer.alloc(size));
    then?.(null, bytes);
    return bytes;
  };
  const randomInt = (...args: (number | undefined)[]) => {
    const [min, max] = args.length > 1 ? [Number(args[0]), Number(args[1])] : [0, Number(args[0])];
    return min + machine.random.below(max - min);
  };
  Math.random = () => machine.random.next();
  Object.assign(crypto, { randomBytes, randomUUID, randomInt, randomFillSync: fill });
  // The module hands out the web object's own `getRandomValues`.
  for (const [name, value] of Object.entries({ randomUUID, getRandomValues: fill }))
    Object.defineProperty(globalThis.crypto, name, { value, configurable: true });
}
