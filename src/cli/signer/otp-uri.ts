const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** As authenticator apps read it (Key Uri Format): six digits, 30 seconds, SHA-1. */
export function toOtpUri(secret: Buffer): string {
  return `otpauth://totp/Zapflow%20signer?secret=${toBase32(secret)}&issuer=Zapflow`;
}

/** RFC 4648 without padding. */
function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)])
    .join('');
}
