import { formatBytes, formatDuration, UNKNOWN } from './number.ts';
import { formatExact, type Zone } from './time.ts';

export type Detail = { readonly name: string; readonly text: string };

/** What JSON text holds as names and texts, what lies deeper under its path: `policy.attempts`. What is no JSON object is one text without a name. */
export function toDetails(json: string, zone: Zone): Detail[] {
  if (json === '') return [];
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? flatten(value, '', zone) : [{ name: '', text: toText('', value, zone) }];
  } catch {
    return [{ name: '', text: json }];
  }
}

function flatten(values: Readonly<Record<string, unknown>>, above: string, zone: Zone): Detail[] {
  return Object.entries(values).flatMap(([key, value]): Detail[] => {
    const name = `${above}${key}`;
    return isRecord(value) && Object.keys(value).length > 0
      ? flatten(value, `${name}.`, zone)
      : [{ name, text: toText(key, value, zone) }];
  });
}

/** The unit of a number is read from its name. */
function toText(name: string, value: unknown, zone: Zone): string {
  if (value === null || value === '') return UNKNOWN;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (/(^at|^now|^until|At|Until)Ms$/.test(name)) return formatExact(value, zone);
    if (/Ms$|^ms$/.test(name)) return formatDuration(value);
    return /Bytes$|^bytes$/.test(name) ? formatBytes(value) : String(value);
  }
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.length === 0 ? 'none' : value.map((each) => toText(name, each, zone)).join(', ');
  return JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
