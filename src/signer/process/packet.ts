// One message: a small JSON header and binary parts, because a string cannot be wiped and bytes can.

export type Header = Readonly<Record<string, unknown>>;
export type Packet = { readonly header: Header; readonly parts: readonly Buffer[] };

/** The bytes are no packet. Whoever sent them cannot be trusted to have meant anything. */
export class PacketInvalid extends Error {}

/** u32 length and header as JSON, u16 number of parts, then each part with its u32 length. Wipe the result after use. */
export function encodePacket({ header, parts }: Packet): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const size = parts.reduce((sum, part) => sum + 4 + part.length, 4 + json.length + 2);
  // never from the shared pool: what is wiped must be all there is
  const bytes = Buffer.alloc(size);
  let at = bytes.writeUInt32BE(json.length, 0);
  at += json.copy(bytes, at);
  at = bytes.writeUInt16BE(parts.length, at);
  for (const part of parts) {
    at = bytes.writeUInt32BE(part.length, at);
    at += part.copy(bytes, at);
  }
  return bytes;
}

/** The parts are views into `bytes`: copy what must outlive them. Throws PacketInvalid unless every byte is accounted for. */
export function decodePacket(bytes: Buffer): Packet {
  let at = 0;
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new PacketInvalid('cut short');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const header = toHeader(take(take(4).readUInt32BE(0)));
  const parts: Buffer[] = [];
  for (let left = take(2).readUInt16BE(0); left > 0; left--) parts.push(take(take(4).readUInt32BE(0)));
  if (at !== bytes.length) throw new PacketInvalid('too long');
  return { header, parts };
}

function toHeader(json: Buffer): Header {
  const value = parseJson(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PacketInvalid('header is no object');
  return value as Header;
}

function parseJson(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    // the parser's own message quotes the text
    throw new PacketInvalid('header is no JSON');
  }
}
