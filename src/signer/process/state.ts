import { type Keystore, wipeKeystore } from './keystore.ts';
import type { Usage } from './limits/usage.ts';
import type { PassphraseGuard } from './passphrase-guard.ts';
import { type Facts, Refusal } from './reasons.ts';
import type { Derive } from './sealed-file.ts';
import type { SecondFactorCheck } from './second-factor.ts';
import type { Tally } from './tally.ts';

/** What the signer is handed, and nothing else reaches the machine. */
export type Doors = {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly derive: Derive;
  /** Frees the native copies of keys whose objects were dropped. */
  readonly collectGarbage: () => void;
};

export type State = {
  keystore: Keystore | undefined;
  /** The last bytes of the file it was loaded from, which tell it from every other file; not secret. */
  loadedSeal: string;
  /** Monotonic; withdrawals and export are unlocked until then. */
  unlockedUntilMs: number;
  /** The newest generation loaded of each keystore, so that an older file cannot bring back older limits. */
  readonly generations: Map<string, number>;
  readonly usage: Usage;
  readonly tally: Tally;
  readonly secondFactor: SecondFactorCheck;
  readonly passphrases: PassphraseGuard;
};

/** Fields of the header, and parts that are wiped once the request is answered: copy what is kept. */
export type Request = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parts: readonly Buffer[];
};

/** The parts are wiped once they are written. */
export type Done = { readonly facts?: Facts; readonly parts?: readonly Buffer[] };

export type Operation = {
  /** Names of the parts it takes, in order. */
  readonly takes: readonly string[];
  run(request: Request, state: State, doors: Doors): Done;
};

export function forgetKeys(state: State): void {
  if (state.keystore !== undefined) wipeKeystore(state.keystore);
  state.keystore = undefined;
  state.unlockedUntilMs = Number.NEGATIVE_INFINITY;
}

export function loadedKeystore({ keystore }: State): Keystore {
  if (keystore === undefined) throw new Refusal('NOT_LOADED');
  return keystore;
}

export function checkUnlocked(state: State, nowMs: number): void {
  if (nowMs >= state.unlockedUntilMs) throw new Refusal('LOCKED');
}

/** Part number `at`; there are as many as the operation takes. */
export function partOf({ parts }: Request, at: number): Buffer {
  return parts[at] ?? Buffer.alloc(0);
}

export function textOf({ fields }: Request, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new Refusal('REQUEST_INVALID', { field: name });
  return value;
}
