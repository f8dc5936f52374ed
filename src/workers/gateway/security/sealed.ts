// Small secrets that are stored but must be read again: encrypted under the key of this instance.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';

export interface Sealed {
  /** `purpose` says whose and what it is; the text opens for the same purpose only. */
  seal(text: string, purpose: string): string;
  /** Throws SEAL_BROKEN for what was changed, is another's or was sealed under another key. */
  open(sealed: string, purpose: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM; `key` is 32 bytes as hex. */
export function createSealed(key: string, random: Random): Sealed {
  const keyBytes = Buffer.from(key, 'hex');
  return {
    seal(text, purpose) {
      const nonce = Buffer.from(random.hex(NONCE_BYTES), 'hex');
      const cipher = createCipheriv('aes-256-gcm', keyBytes, nonce);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, purpose) {
      try {
        const bytes = Buffer.from(sealed.slice('v1.'.length), 'base64url');
        const nonce = bytes.subarray(0, NONCE_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', keyBytes, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(purpose));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return (
          decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (cause) {
        throw new AppError('SEAL_BROKEN', undefined, { cause });
      }
    },
  };
}
