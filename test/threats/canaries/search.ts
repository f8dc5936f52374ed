// Finds a secret in bytes, in whatever way it may have been written there.

export type Canary = { readonly name: string; readonly bytes: Buffer };
export type Place = { readonly name: string; readonly bytes: Buffer };

/** Short pieces would be found by chance. */
const MIN_BYTES = 10;

export const canaryOf = (name: string, text: string): Canary => ({ name, bytes: Buffer.from(text) });

/** Plain, base64, hex, encoded for an address, escaped for JSON, and as UTF-16. */
export function encodingsOf(secret: Buffer): Record<string, Buffer> {
  if (secret.length < MIN_BYTES) throw new Error(`${secret.length} bytes are too few for a canary.`);
  const text = secret.toString('utf8');
  const isText = Buffer.from(text).equals(secret);
  const hex = secret.toString('hex');
  const escaped = JSON.stringify(text).slice(1, -1);
  const found: Record<string, string | Buffer> = {
    ...{ plain: secret, hex, 'upper hex': hex.toUpperCase() },
    array: [...secret.subarray(0, MIN_BYTES)].join(','),
  };
  for (const [shift, inner] of toInnerBase64(secret).entries()) {
    found[`base64 after ${shift}`] = inner;
    found[`base64url after ${shift}`] = inner.replaceAll('+', '-').replaceAll('/', '_');
  }
  if (!isText) return toBuffers(found);
  const unicode = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return toBuffers({
    ...found,
    'of an address': encodeURIComponent(text),
    'of an address, every letter': [...secret]
      .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join(''),
    'of a form': new URLSearchParams([['', text]]).toString().slice(1),
    JSON: escaped,
    'JSON in JSON': JSON.stringify(escaped).slice(1, -1),
    'JSON without other letters': escaped.replaceAll(/[^ -~]/g, unicode),
    'UTF-16': Buffer.from(text, 'utf16le'),
  });
}

/** Base64 of what may stand behind none, one or two other bytes, without the letters that those have a part in. */
function toInnerBase64(secret: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), secret]);
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3)).toString('base64');
    return whole.slice(shift === 0 ? 0 : 4);
  });
}

function toBuffers(texts: Readonly<Record<string, string | Buffer>>): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? Buffer.from(text) : text]),
  );
}

/** What was found where, as sentences; the secrets themselves are not in them. */
export function findCanaries(canaries: readonly Canary[], places: readonly Place[]): string[] {
  return canaries.flatMap(({ name, bytes }) =>
    Object.entries(encodingsOf(bytes)).flatMap(([encoding, sought]) =>
      places
        .filter((place) => place.bytes.includes(sought))
        .map((place) => `${place.name} holds the ${name} (${encoding})`),
    ),
  );
}
