import type { Kind } from './process/operations/index.ts';

type Policy = {
  /** Asking again does no harm: nothing stays behind of a request whose answer is lost. */
  readonly repeatable: boolean;
  /** Derives a key from a passphrase, which takes long and on a busy machine very long. */
  readonly derives: boolean;
};

const quick: Policy = { repeatable: true, derives: false };
const once: Policy = { repeatable: false, derives: false };
/** The new keystore is in the answer, and without the answer it is nowhere. */
const slow: Policy = { repeatable: true, derives: true };

const policies: Readonly<Record<Kind, Policy>> = {
  status: quick,
  lock: quick,
  wipe: quick,
  overwrite: quick,
  sign: once,
  withdraw: once,
  unlockWithdrawals: once,
  exportKey: once,
  load: slow,
  create: slow,
  generateKey: slow,
  importKey: slow,
  removeKey: slow,
  changePassphrase: slow,
  changeLimits: slow,
  // a recovery code counts as a try
  replaceSecondFactor: { repeatable: false, derives: true },
};

export function policyOf(kind: Kind): Policy {
  return policies[kind];
}

/** Whatever gives keys away or makes keystores is left out: the program never needs it, so that whoever has taken it over does not get it. */
const forProgram: ReadonlySet<Kind> = new Set<Kind>([
  'status',
  'load',
  'sign',
  'withdraw',
  'unlockWithdrawals',
  'lock',
  'wipe',
  'overwrite',
]);

/** Whether the guard passes it on when the program asks. */
export function isForProgram(kind: Kind): boolean {
  return forProgram.has(kind);
}

export function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && Object.hasOwn(policies, kind);
}
