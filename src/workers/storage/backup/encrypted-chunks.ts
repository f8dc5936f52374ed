// A backup as only its passphrase opens it: a header, then pieces, each encrypted and authenticated at its place. The pieces
// are numbered and the last one is marked, so that none can be changed, moved, taken out or cut off unnoticed (the STREAM
// construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
import { createCipheriv, createDecipheriv, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const MAGIC = Buffer.from('zapflow backup 1\n');
const KEY_BYTES = 32;
const CHECK_BYTES = 16;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const PIECE_BYTES = 64 * 1024;
/** OWASP's choice of 2023: 128 MiB and about half a second of one core. Another cost is another MAGIC. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 8 * 2 ** 17 };

export const SALT_BYTES = 16;
export const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES;

const derive = promisify<Buffer, Buffer, number, typeof cost, Buffer>(scrypt);

/** `header` stands at the beginning of the file and is part of what every piece is authenticated with. */
export type BackupKey = { readonly key: Buffer; readonly header: Buffer };

export function hasMagic(beginning: Buffer): boolean {
  return beginning.length >= HEADER_BYTES && beginning.subarray(0, MAGIC.length).equals(MAGIC);
}

/** Of a new backup; the salt is 16 random bytes, used for nothing else. */
export async function makeKey(passphrase: Buffer, salt: Buffer): Promise<BackupKey> {
  const derived = await derive(passphrase, salt, KEY_BYTES + CHECK_BYTES, cost);
  const header = Buffer.concat([MAGIC, salt, derived.subarray(KEY_BYTES)]);
  return { key: derived.subarray(0, KEY_BYTES), header };
}

/** Of a backup with this header; undefined when the passphrase is another one. */
export async function openKey(passphrase: Buffer, header: Buffer): Promise<BackupKey | undefined> {
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const made = await makeKey(passphrase, salt);
  return timingSafeEqual(made.header, header) ? made : undefined;
}

/** The pieces as they stand behind the header. */
export async function* encryptChunks(plain: AsyncIterable<Buffer>, { key, header }: BackupKey) {
  let number = 0;
  for await (const { bytes, isLast } of inPieces(plain, PIECE_BYTES)) {
    const nonce = toNonce(number++, isLast);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(header);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Gives nothing out that is not authenticated; throws what Node throws where it is not. */
export async function* decryptChunks(pieces: AsyncIterable<Buffer>, { key, header }: BackupKey) {
  let number = 0;
  for await (const { bytes, isLast } of inPieces(pieces, PIECE_BYTES + TAG_BYTES)) {
    const nonce = toNonce(number++, isLast);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(header).setAuthTag(bytes.subarray(-TAG_BYTES));
    yield Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  }
}

/** A key encrypts one file only, so a number is nonce enough. */
function toNonce(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(number, NONCE_BYTES - 7, 6);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}

/** All but the last have this size; there is always a last one, be it empty. */
async function* inPieces(source: AsyncIterable<Buffer>, size: number) {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (; held.length > size; held = held.subarray(size))
      yield { bytes: held.subarray(0, size), isLast: false };
  }
  yield { bytes: held, isLast: true };
}
