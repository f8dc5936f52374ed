// Which field names promise a secret, in any case, snake, camel or kebab.

/** `secret`: only flags may be seen; `secret-text`: numbers too; `token`: Solana addresses too. */
export type Secrecy = 'open' | 'secret' | 'secret-text' | 'token';

const secretAnywhere =
  /password|passwd|passphrase|secret|mnemonic|seedphrase|recoveryphrase|authorization|cookie|credential|keypair|privatekey|apikey|accesskey|signingkey|encryptionkey|masterkey|sessionkey|(?:auth|access|refresh|bot|bearer|api|session|csrf|id)token|^auth$|^pwd$|^jwt$/;

/** Keys that find things instead of opening them. */
const findingKeys = new Set(
  'public pub verifying primary foreign sort partition idempotency cache coalesce dedupe row group lookup setting config'.split(
    ' ',
  ),
);

const MAX_KNOWN_NAMES = 4096;
const known = new Map<string, Secrecy>();

/** What the name of a field says about its value. Names end in the word that says what they hold: `tokenMint` is a mint. */
export function secrecyOf(name: string): Secrecy {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  if (known.size >= MAX_KNOWN_NAMES) known.clear();
  const secrecy = judge(name.slice(0, 256));
  if (name.length <= 256) known.set(name, secrecy);
  return secrecy;
}

function judge(name: string): Secrecy {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (secretAnywhere.test(words.join(''))) return 'secret';
  if (words.includes('seed') || words.includes('seeds')) return 'secret-text';
  const last = words.at(-1) ?? '';
  if (last === 'token' || last === 'tokens') return 'token';
  if (last !== 'key' && last !== 'keys') return 'open';
  return findingKeys.has(words.at(-2) ?? '') ? 'open' : 'secret-text';
}

const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Whether the text is 32 bytes in base58, as mints, wallets and programs of Solana are. */
export function isSolanaAddress(text: string): boolean {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return false;
  let value = 0n;
  for (const digit of text) value = value * 58n + BigInt(base58Digits.indexOf(digit));
  const leadingZeros = text.length - text.replace(/^1+/, '').length;
  const valueBytes = value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
  return leadingZeros + valueBytes === 32;
}
