// Text from anywhere on its way to people: what it could do to the page, terminal or chat that shows it is taken out.

/** Line ends and tabs separate words, so they become spaces. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls (ESC too), and the invisible marks that turn, hide or join text. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\udb40[\udc00-\udfff]/g;
/** As deep as anything we send; deeper is not for people. */
const MAX_DEPTH = 32;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export function toShownText(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return text.toWellFormed().replace(breaks, ' ').replace(invisible, '');
}

/** The same with every text in it, the names of fields too. */
export function toShownJson(value: Json, depth = 0): Json {
  if (typeof value === 'string') return toShownText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return null;
  if (isList(value)) return value.map((item) => toShownJson(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [toShownText(name), toShownJson(field, depth + 1)]),
  );
}

function isList(value: readonly Json[] | { readonly [name: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
