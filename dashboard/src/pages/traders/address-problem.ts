const LETTERS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BYTES = 32;

/** What keeps a pasted text from being an address of Solana; undefined where nothing does. */
export function addressProblem(text: string): string | undefined {
  const wrong = [...text].find((letter) => !LETTERS.includes(letter));
  if (wrong === ' ') return 'An address has no spaces: is there more than one?';
  if (wrong !== undefined) return `“${wrong}” is in no address; 0, O, I and l are left out on purpose.`;
  if (text.length < 32) return `It is too short: ${text.length} of at least 32 letters.`;
  if (text.length > 44)
    return text.length > 60
      ? 'This may be a signature: it is too long for an address.'
      : 'It is too long for an address.';
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(LETTERS.indexOf(letter));
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const bytes = zeros + (value === 0n ? 0 : Math.ceil(value.toString(16).length / 2));
  return bytes === BYTES ? undefined : 'It is no address: a letter is missing or wrong.';
}
