// The requests of the signer as functions. Passphrases, codes and secrets that are handed in are wiped.
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { Answer, SignerClient } from './client.ts';
import type { Kind } from './process/operations/index.ts';
import type { Header } from './process/packet.ts';

/** What Node reads at once from a pipe. */
const MAX_OVERWRITE_BYTES = 65_536;

const keystoreFacts = z.object({
  keystoreId: z.string(),
  generation: z.number(),
  keys: z.array(z.object({ id: z.string(), label: z.string() })),
  /** As docs/signer.md describes them, amounts as decimal text. */
  limits: z.unknown(),
});
const statusFacts = keystoreFacts.partial().extend({
  /** Of the file that is loaded: the same as `sealOfKeystore` of that file. */
  seal: z.string().optional(),
  /** Of at most the last 24 hours; by purpose and by reason. */
  lately: z
    .object({
      spanMs: z.number(),
      signed: z.record(z.string(), z.number()),
      refused: z.record(z.string(), z.number()),
    })
    .optional(),
  isLoaded: z.boolean(),
  unlockedForMs: z.number(),
  lockedOutForMs: z.number(),
});
const addedFacts = keystoreFacts.extend({ keyId: z.string() });

export type KeystoreFacts = z.infer<typeof keystoreFacts>;
export type SignerStatus = z.infer<typeof statusFacts>;

/** Bytes to store before anything else is done with them, and then to load. */
export type Stored = { readonly keystore: Buffer };
/** To be shown once and wiped. */
export type NewSecondFactor = { readonly totpSecret: Buffer; readonly recoveryCode: Buffer };

export type SignerCalls = {
  status(): Promise<SignerStatus>;
  load(keystore: Buffer, passphrase: Buffer): Promise<KeystoreFacts>;
  /** The signature of a trade: 64 bytes. */
  sign(keyId: string, message: Buffer): Promise<Buffer>;
  withdraw(keyId: string, message: Buffer): Promise<Buffer>;
  unlockWithdrawals(code: Buffer): Promise<void>;
  lock(): Promise<void>;
  wipe(): Promise<void>;
  /** 64 bytes, seed and public key. Wipe them. */
  exportKey(keyId: string): Promise<Buffer>;
  create(passphrase: Buffer, limits: unknown): Promise<Stored & NewSecondFactor>;
  generateKey(keystore: Buffer, passphrase: Buffer, label: string): Promise<Stored & { keyId: string }>;
  importKey(
    keystore: Buffer,
    passphrase: Buffer,
    label: string,
    secret: Buffer,
  ): Promise<Stored & { keyId: string }>;
  removeKey(keystore: Buffer, passphrase: Buffer, keyId: string): Promise<Stored>;
  changePassphrase(keystore: Buffer, passphrase: Buffer, newPassphrase: Buffer): Promise<Stored>;
  changeLimits(keystore: Buffer, passphrase: Buffer, limits: unknown): Promise<Stored>;
  /** An empty recovery code while withdrawals are unlocked. */
  replaceSecondFactor(
    keystore: Buffer,
    passphrase: Buffer,
    recoveryCode: Buffer,
  ): Promise<Stored & NewSecondFactor>;
};

export function createSignerCalls(client: SignerClient): SignerCalls {
  const ask = (
    kind: Kind,
    fields: Header,
    open: readonly Buffer[],
    secret: readonly Buffer[],
  ): Promise<Answer> => {
    const answer = client.request(kind, fields, [...open, ...secret]);
    // the request holds copies from here on
    for (const bytes of secret) bytes.fill(0);
    if (secret.length === 0) return answer;
    const zeros = Buffer.alloc(lengthOf(fields, open, secret));
    // awaited, because it must arrive by itself; whether it does is of no concern to whoever asked
    const overwrite = () => client.request('overwrite', {}, [zeros]).catch(() => undefined);
    return answer.then(
      (done) => overwrite().then(() => done),
      async (error: unknown) => {
        // a signer that did not answer is not waited for again
        if (error instanceof AppError && error.code === 'SIGNER_REFUSED') await overwrite();
        throw error;
      },
    );
  };
  const add = async (kind: Kind, label: string, keystore: Buffer, secret: readonly Buffer[]) => {
    const { facts, parts } = await ask(kind, { label }, [keystore], secret);
    return { keystore: partOf(parts, 0), keyId: addedFacts.parse(facts).keyId };
  };
  const rewrite = async (kind: Kind, fields: Header, keystore: Buffer, secret: readonly Buffer[]) => {
    const { parts } = await ask(kind, fields, [keystore], secret);
    return { keystore: partOf(parts, 0) };
  };
  const withFactor = ({ parts }: Answer) => ({
    keystore: partOf(parts, 0),
    totpSecret: partOf(parts, 1),
    recoveryCode: partOf(parts, 2),
  });

  return {
    status: async () => statusFacts.parse((await ask('status', {}, [], [])).facts),
    load: async (keystore, passphrase) =>
      keystoreFacts.parse((await ask('load', {}, [keystore], [passphrase])).facts),
    sign: async (keyId, message) => partOf((await ask('sign', { keyId }, [message], [])).parts, 0),
    withdraw: async (keyId, message) => partOf((await ask('withdraw', { keyId }, [message], [])).parts, 0),
    unlockWithdrawals: async (code) => void (await ask('unlockWithdrawals', {}, [], [code])),
    lock: async () => void (await ask('lock', {}, [], [])),
    wipe: async () => void (await ask('wipe', {}, [], [])),
    exportKey: async (keyId) => partOf((await ask('exportKey', { keyId }, [], [])).parts, 0),
    create: async (passphrase, limits) => withFactor(await ask('create', { limits }, [], [passphrase])),
    generateKey: (keystore, passphrase, label) => add('generateKey', label, keystore, [passphrase]),
    importKey: (keystore, passphrase, label, secret) =>
      add('importKey', label, keystore, [passphrase, secret]),
    removeKey: (keystore, passphrase, keyId) => rewrite('removeKey', { keyId }, keystore, [passphrase]),
    changePassphrase: (keystore, passphrase, newPassphrase) =>
      rewrite('changePassphrase', {}, keystore, [passphrase, newPassphrase]),
    changeLimits: (keystore, passphrase, limits) =>
      rewrite('changeLimits', { limits }, keystore, [passphrase]),
    replaceSecondFactor: async (keystore, passphrase, recoveryCode) =>
      withFactor(await ask('replaceSecondFactor', {}, [keystore], [passphrase, recoveryCode])),
  };
}

function partOf(parts: readonly Buffer[], at: number): Buffer {
  return parts[at] ?? Buffer.alloc(0);
}

/** At least as many bytes as the request was long. */
function lengthOf(fields: Header, ...parts: readonly (readonly Buffer[])[]): number {
  const bytes = parts.flat().reduce((sum, part) => sum + 4 + part.length, 0);
  return Math.min(MAX_OVERWRITE_BYTES, bytes + Buffer.byteLength(JSON.stringify(fields)) + 100);
}
