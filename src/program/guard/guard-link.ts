// The program's side of the guard: what it asks for, what it is told, and the pipe to the signer.
import { Socket } from 'node:net';
import type { SignerPipes } from '../../signer/client.ts';
import {
  type Companions,
  type FromGuard,
  type FromProgram,
  GUARD_PID,
  RESTARTED,
  type Restarted,
  SIGNER_FD,
} from './words.ts';

export type GuardLink = {
  readonly signerPipes: SignerPipes;
  /** Null for the first life under this guard. */
  readonly restarted: Restarted | null;
  /** As last told. */
  readonly companions: Companions;
  /** Calls at each change from now on. */
  onChange(listener: (companions: Companions) => void): void;
  tell(message: FromProgram): void;
  /** Resolves when the guard is gone. Nobody is left who could start this program again or stop it. */
  readonly gone: Promise<void>;
  close(): void;
};

const none: Companions = { sandbox: null, signer: null };

/** Undefined for a program that runs alone. */
export function openGuardLink(env: Readonly<Record<string, string | undefined>>): GuardLink | undefined {
  const send = process.send?.bind(process);
  if (env[GUARD_PID] === undefined || send === undefined) return undefined;
  const socket = new Socket({ fd: SIGNER_FD, readable: true, writable: true });
  const listeners: ((companions: Companions) => void)[] = [];
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let companions = none;
  const onMessage = (message: FromGuard) => {
    companions = message.companions;
    for (const listener of listeners) listener(companions);
  };
  const onGone = () => resolve();
  process.on('message', onMessage);
  process.on('disconnect', onGone);
  // it may have gone while this program was being loaded
  if (!process.connected) onGone();
  return {
    signerPipes: { input: socket, output: socket },
    restarted: JSON.parse(env[RESTARTED] ?? 'null') as Restarted | null,
    get companions() {
      return companions;
    },
    onChange: (listener) => void listeners.push(listener),
    tell: (message) => {
      // an answer to nobody: the guard that is gone is told by `gone`
      if (process.connected) send(message, undefined, undefined, () => {});
    },
    gone,
    close() {
      process.off('message', onMessage);
      process.off('disconnect', onGone);
      if (process.connected) process.disconnect?.();
      socket.destroy();
    },
  };
}
