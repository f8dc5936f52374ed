// A fixed binary form for records, generated from their schema: what streams carry between threads.
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { describeFields, type RecordField, TEXT_LENGTH_BYTES, toRecordFields } from './record-fields.ts';
import type { RecordMemory } from './record-memory.ts';
import { createTextCodec } from './record-text.ts';

/** How records of one schema are stored. Types are checked at writing, refinements of the schema are not. */
export interface RecordLayout<T> {
  /** Size of one record, a multiple of 8. */
  readonly bytes: number;
  /** Differs between layouts that store records differently. */
  readonly fingerprint: number;
  /** MESSAGE_INVALID for a wrong type, MESSAGE_TOO_LARGE for a text too long; nothing is written then. */
  write(memory: RecordMemory, byteOffset: number, record: T): void;
  read(memory: RecordMemory, byteOffset: number): T;
}

type Compiled<T> = Pick<RecordLayout<T>, 'write' | 'read'>;
type Make<T> = (
  fields: readonly RecordField[],
  codec: typeof createTextCodec,
  refuse: (index: number) => never,
) => Compiled<T>;

/** CONTRACT_INVALID where a field has no fixed size. Text takes at most `.max(n)` bytes, numbers keep every bit. */
export function recordLayout<S extends z.ZodObject>(schema: S): RecordLayout<z.infer<S>> {
  const { fields, bytes } = toRecordFields(schema);
  const { write, read } = compile<z.infer<S>>(fields);
  return Object.freeze({ bytes, fingerprint: fingerprintOf(describeFields(fields)), write, read });
}

function compile<T>(fields: readonly RecordField[]): Compiled<T> {
  const source = `'use strict';
    ${fields.map(constantCode).join('\n')}
    const write = (memory, at, record) => {
      const { f64, i64, i32, u32, u16, u8 } = memory;
      ${fields.map(checkCode).join('\n')}
      ${fields.map(writeCode).join('\n')}
    };
    const read = (memory, at) => {
      const { f64, i64, i32, u32, u16, u8 } = memory;
      return { ${fields.map((field, index) => `${field.name}: ${readCode(field, index)}`).join(', ')} };
    };
    return { write, read };`;
  const make = new Function('fields', 'createTextCodec', 'refuse', source) as Make<T>;
  return make(fields, createTextCodec, (index) => {
    throw invalid(fields[index]!);
  });
}

function constantCode({ kind }: RecordField, index: number): string {
  if (kind === 'choice') return `const choices${index} = fields[${index}].choices;`;
  if (kind !== 'text') return '';
  return `const text${index} = createTextCodec(fields[${index}].name, fields[${index}].maxBytes);`;
}

/** Reads a field of the record once and refuses what would not come back as it went in. */
function checkCode(field: RecordField, index: number): string {
  const value = `v${index}`;
  const load = `const ${value} = record.${field.name};`;
  switch (field.kind) {
    case 'f64':
      return `${load} if (typeof ${value} !== 'number') refuse(${index});`;
    case 'i32':
      return `${load} if (typeof ${value} !== 'number' || (${value} | 0) !== ${value}) refuse(${index});`;
    case 'u32':
      return `${load} if (typeof ${value} !== 'number' || (${value} >>> 0) !== ${value}) refuse(${index});`;
    case 'i64':
      return `${load} if (typeof ${value} !== 'bigint' || BigInt.asIntN(64, ${value}) !== ${value}) refuse(${index});`;
    case 'flag':
      return `${load} if (typeof ${value} !== 'boolean') refuse(${index});`;
    case 'choice':
      return `${load} const c${index} = ${field.choices.map((choice, position) => `${value} === ${JSON.stringify(choice)} ? ${position} : `).join('')}-1;
        if (c${index} < 0) refuse(${index});`;
    case 'text':
      return `${load} const n${index} = text${index}.measure(${value});`;
  }
}

function writeCode(field: RecordField, index: number): string {
  const at = `at + ${field.byteOffset}`;
  switch (field.kind) {
    case 'f64':
    case 'i64':
      return `${field.kind}[(${at}) >>> 3] = v${index};`;
    case 'i32':
    case 'u32':
      return `${field.kind}[(${at}) >>> 2] = v${index};`;
    case 'flag':
      return `u8[${at}] = v${index} ? 1 : 0;`;
    case 'choice':
      return `u8[${at}] = c${index};`;
    case 'text':
      return `u16[(${at}) >>> 1] = n${index}; text${index}.write(u8, ${at} + ${TEXT_LENGTH_BYTES}, v${index}, n${index});`;
  }
}

function readCode(field: RecordField, index: number): string {
  const at = `at + ${field.byteOffset}`;
  switch (field.kind) {
    case 'f64':
    case 'i64':
      return `${field.kind}[(${at}) >>> 3]`;
    case 'i32':
    case 'u32':
      return `${field.kind}[(${at}) >>> 2]`;
    case 'flag':
      return `u8[${at}] === 1`;
    case 'choice':
      return `choices${index}[u8[${at}]]`;
    case 'text':
      return `text${index}.read(u8, ${at} + ${TEXT_LENGTH_BYTES}, u16[(${at}) >>> 1])`;
  }
}

function invalid(field: RecordField): AppError {
  const expected = field.kind === 'choice' ? `one of ${field.choices.join(', ')}` : field.kind;
  return new AppError('MESSAGE_INVALID', `Record field ${field.name} is not ${expected}.`, {
    details: { issues: [{ path: field.name, expected }] },
  });
}

/** FNV-1a over UTF-16 units, as an unsigned 32-bit number. */
function fingerprintOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
