import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { AppError } from '../../core/errors.ts';

/** Of files in PEM, as `setting` names them, `gateway.tls`. Throws TLS_UNREADABLE, also when the two do not belong together. */
export function readPem(
  files: { readonly cert: string; readonly key: string },
  setting: string,
): { cert: Buffer; key: Buffer } {
  const read = (file: string, path: string) => {
    try {
      return readFileSync(file);
    } catch (cause) {
      throw new AppError('TLS_UNREADABLE', undefined, { details: { path, file }, cause });
    }
  };
  const pem = { cert: read(files.cert, `${setting}.cert`), key: read(files.key, `${setting}.key`) };
  try {
    createSecureContext(pem);
  } catch (cause) {
    const message = 'The files are not a certificate and its key in PEM.';
    throw new AppError('TLS_UNREADABLE', message, { details: { path: setting, ...files }, cause });
  }
  return pem;
}
