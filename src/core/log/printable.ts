// Text that cannot forge a line or move a cursor, whatever was put into a token's name.

/** Controls (ESC too), line separators, and the invisible marks that turn or hide text. */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/** Each such character as `\uXXXX`, which inside JSON means the same text. */
export function escapeUnprintable(text: string): string {
  return /[^ -~]/.test(text) ? text.replace(unprintable, toEscapes) : text;
}

function toEscapes(characters: string): string {
  let escaped = '';
  for (let at = 0; at < characters.length; at++)
    escaped += `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}
