/** Why the signer declines, each with the sentence a person is told. Refusing never changes what is stored. */
export const reasons = {
  REQUEST_UNKNOWN: 'The signer knows no such request; both sides must be of one version.',
  REQUEST_FORBIDDEN: 'The program may not ask for this; only the command line may, with a signer of its own.',
  REQUEST_INVALID: 'The request does not have the fields and parts it needs.',
  NOT_LOADED: 'No keys are loaded; load the keystore with its passphrase first.',
  OTHER_LOADED: 'Another keystore is loaded; wipe it first.',
  KEYSTORE_DAMAGED: 'The keystore is cut short or damaged; restore it from a backup.',
  KEYSTORE_TAMPERED: 'The passphrase fits but the keystore was changed by someone; restore it from a backup.',
  KEYSTORE_NEWER: 'The keystore was written by a newer version; update this program.',
  KEYSTORE_UNSUPPORTED: 'The keystore asks for a key derivation that is too weak or too costly.',
  KEYSTORE_OLDER: 'The keystore is older than the one loaded before; use the newest one.',
  KEYSTORE_FULL: 'The keystore holds as many keys as it can.',
  PASSPHRASE_WRONG: 'The passphrase is wrong.',
  PASSPHRASE_WAIT: 'The passphrase was wrong before; wait before the next try.',
  PASSPHRASE_WEAK: 'The passphrase is too short; use at least 12 characters, better five random words.',
  KEY_UNKNOWN: 'No key has this id.',
  KEY_EXISTS: 'The keystore has this key already.',
  LABEL_EXISTS: 'The keystore has a key with this label already; give it another one with --label.',
  KEY_UNREADABLE: 'This is not a private key in a known form, or its public half does not belong to it.',
  LIMITS_INVALID: 'The limits are not valid.',
  LOCKED: 'Withdrawals and export are locked; unlock them with the second factor first.',
  CODE_WRONG:
    'The code is wrong, was used already, is older than this start of the signer, or the clock of this machine is off.',
  CODE_LOCKED_OUT: 'Too many wrong codes; wait until the lock ends.',
  RATE_EXCEEDED: 'More signatures were asked for than the limits allow; try again later.',
  MESSAGE_UNREADABLE: 'These bytes are not a transaction message the signer can read.',
  SIGNER_NOT_NEEDED: 'The transaction does not ask for a signature of this key.',
  PROGRAM_NOT_LISTED: 'The transaction calls a program that the limits do not list.',
  INSTRUCTION_FORBIDDEN: 'The transaction holds an instruction that the signer never signs for this purpose.',
  ACCOUNT_HIDDEN: 'The transaction hides an account in a lookup table where the signer must see it.',
  DESTINATION_NOT_LISTED: 'The transaction sends to an address that the limits do not list.',
  DESTINATION_HELD: 'The address is new in the address book and may not be used yet.',
  ASSET_NOT_LISTED: 'The limits name no amount for this asset.',
  AMOUNT_EXCEEDED: 'The transaction moves more than the limits allow.',
  DAILY_AMOUNT_EXCEEDED: 'The transaction would move more in 24 hours than the limits allow.',
  FEE_EXCEEDED: 'The transaction offers a higher network fee than the limits allow.',
  NOTHING_MOVED: 'A withdrawal must move something.',
} as const;

export type Reason = keyof typeof reasons;

/** Plain facts for a person; never anything secret. */
export type Facts = Readonly<Record<string, unknown>>;

export class Refusal extends Error {
  readonly reason: Reason;
  readonly facts: Facts;

  constructor(reason: Reason, facts: Facts = {}) {
    super(reasons[reason]);
    this.name = 'Refusal';
    this.reason = reason;
    this.facts = facts;
  }
}
