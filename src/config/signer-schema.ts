// Settings of the signer, beyond those that lie sealed in its keystore.
import { z } from 'zod';

export const signerSchema = z.strictObject({
  passphraseFile: z
    .string()
    .meta({ words: 'a file, or nothing' })
    .default('')
    .describe(
      'File with the passphrase of the keystore, readable by its user only, with which the signer is armed by itself; without it somebody enters it on the dashboard.',
    ),
});
