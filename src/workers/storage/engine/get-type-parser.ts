// How values of PostgreSQL are read: whole numbers of 64 bits as numbers, for all of ours are times and counts.
import { types } from 'pg';
import { AppError } from '../../../core/errors.ts';

const INT8 = 20;

export function getTypeParser(type: number, format?: string): (value: string) => unknown {
  if (type === INT8 && format !== 'binary') return toSafeInteger;
  return types.getTypeParser(type, format as 'text') as (value: string) => unknown;
}

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new AppError('BUG', 'A stored number is too large to be exact.', { details: { text } });
  return value;
}
