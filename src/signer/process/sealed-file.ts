// The keystore as the bytes that are stored: scrypt and AES-256-GCM. docs/signer.md has the format.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';
import { Refusal } from './reasons.ts';

const MAGIC = Buffer.from('ZAPKEYS');
const VERSION = 1;

/** scrypt parameters. 2^17 with r 8 takes 128 MiB and about 0.4 s. */
export type Cost = { readonly logN: number; readonly r: number; readonly p: number };
export const cost: Cost = { logN: 17, r: 8, p: 1 };
const MAX_LOG_N = 19;

/** Two keys of 32 bytes: one encrypts, one proves the passphrase. Wipe the result. */
export type Derive = (passphrase: Buffer, salt: Buffer, cost: Cost) => Buffer;

export const deriveByScrypt: Derive = (passphrase, salt, { logN, r, p }) =>
  scryptSync(passphrase, salt, 64, { N: 2 ** logN, r, p, maxmem: 128 * 2 ** logN * r + 1024 * 1024 });

const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DIGEST_BYTES = 32;
/** magic, version, logN, r, p, salt, nonce, length of the payload */
const HEAD_BYTES = MAGIC.length + 4 + SALT_BYTES + NONCE_BYTES + 4;

/** The check sum at the end of a file as hex: the same only for the same file. */
export function sealOf(file: Buffer): string {
  return file.subarray(-DIGEST_BYTES).toString('hex');
}

/** The payload encrypted under a new salt. Does not wipe what it is given. */
export function seal(payload: Buffer, passphrase: Buffer, derive: Derive): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const head = Buffer.alloc(HEAD_BYTES);
  let at = MAGIC.copy(head);
  for (const byte of [VERSION, cost.logN, cost.r, cost.p]) at = head.writeUInt8(byte, at);
  at += salt.copy(head, at);
  at += nonce.copy(head, at);
  head.writeUInt32BE(payload.length, at);

  const keys = derive(passphrase, salt, cost);
  try {
    const proof = prove(keys, head);
    const cipher = createCipheriv('aes-256-gcm', keys.subarray(0, 32), nonce).setAAD(head);
    const hidden = Buffer.concat([cipher.update(payload), cipher.final()]);
    const body = Buffer.concat([head, proof, hidden, cipher.getAuthTag()]);
    return Buffer.concat([body, digest(body)]);
  } finally {
    keys.fill(0);
  }
}

/**
 * The payload; wipe it. Refuses with KEYSTORE_DAMAGED, KEYSTORE_NEWER, KEYSTORE_UNSUPPORTED, PASSPHRASE_WRONG or, when the
 * passphrase is right and the content is not what was sealed, KEYSTORE_TAMPERED.
 */
export function open(file: Buffer, passphrase: Buffer, derive: Derive): Buffer {
  const { head, found, salt, nonce } = readHead(file);
  const parts = file.subarray(head.length);
  const keys = derive(passphrase, salt, found);
  try {
    if (!timingSafeEqual(prove(keys, head), parts.subarray(0, DIGEST_BYTES)))
      throw new Refusal('PASSPHRASE_WRONG');
    const hidden = parts.subarray(DIGEST_BYTES, -DIGEST_BYTES - TAG_BYTES);
    const tag = parts.subarray(-DIGEST_BYTES - TAG_BYTES, -DIGEST_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', keys.subarray(0, 32), nonce, {
      authTagLength: TAG_BYTES,
    });
    return decrypt(decipher.setAAD(head).setAuthTag(tag), hidden);
  } finally {
    keys.fill(0);
  }
}

function readHead(file: Buffer): { head: Buffer; found: Cost; salt: Buffer; nonce: Buffer } {
  const head = file.subarray(0, HEAD_BYTES);
  if (head.length < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC))
    throw new Refusal('KEYSTORE_DAMAGED');
  const [version = 0, logN = 0, r = 0, p = 0] = head.subarray(MAGIC.length);
  // a newer version may lay out everything behind its number differently
  if (version > VERSION) throw new Refusal('KEYSTORE_NEWER', { version });
  const payloadBytes = head.readUInt32BE(HEAD_BYTES - 4);
  const isWhole = file.length === HEAD_BYTES + DIGEST_BYTES + payloadBytes + TAG_BYTES + DIGEST_BYTES;
  if (version !== VERSION || !isWhole) throw new Refusal('KEYSTORE_DAMAGED');
  if (!digest(file.subarray(0, -DIGEST_BYTES)).equals(file.subarray(-DIGEST_BYTES)))
    throw new Refusal('KEYSTORE_DAMAGED');
  // bounded before they are used: nothing has proved yet who wrote them
  if (logN < cost.logN || logN > MAX_LOG_N || r !== cost.r || p !== cost.p)
    throw new Refusal('KEYSTORE_UNSUPPORTED', { logN, r, p });
  const saltAt = MAGIC.length + 4;
  const nonceAt = saltAt + SALT_BYTES;
  return {
    head,
    found: { logN, r, p },
    salt: head.subarray(saltAt, nonceAt),
    nonce: head.subarray(nonceAt, nonceAt + NONCE_BYTES),
  };
}

function decrypt(decipher: ReturnType<typeof createDecipheriv>, hidden: Buffer): Buffer {
  const payload = decipher.update(hidden);
  try {
    decipher.final();
    return payload;
  } catch {
    payload.fill(0);
    throw new Refusal('KEYSTORE_TAMPERED');
  }
}

/** Tells a wrong passphrase from a changed keystore; it makes guessing no cheaper than the tag does. */
function prove(keys: Buffer, head: Buffer): Buffer {
  return createHmac('sha256', keys.subarray(32)).update(head).digest();
}

/** Tells damage before a passphrase is asked of anyone; against intent there is the tag. */
function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
