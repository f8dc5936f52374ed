// Chooses how to read an instruction of an Anchor program by its name, of which the bytes in front of it are made.
import { hash } from 'node:crypto';
import type { Platform } from '../platform.ts';
import { discriminatorOf } from './anchor.ts';

export type Read = Platform['read'];

/** By which Anchor programs keep an event, and their own description. */
const EVENT_CALL = 'e445a52e51cb9a1d';
const OWN_IDL = '40f4bc78a7e9690a';

/** A key names one instruction or, with spaces between, several of one layout; `others` are known and of no interest. */
export function readByName(reads: Readonly<Record<string, Read>>, others = ''): Read {
  const nothing: Read = () => [];
  const table = new Map<string, Read>([
    [EVENT_CALL, nothing],
    [OWN_IDL, nothing],
  ]);
  for (const name of wordsOf(others)) table.set(instructionTag(name), nothing);
  for (const [names, read] of Object.entries(reads))
    for (const name of wordsOf(names)) table.set(instructionTag(name), read);
  return (instruction, transaction) => {
    const tag = discriminatorOf(instruction.data);
    const read = table.get(tag);
    return read?.(instruction, transaction) ?? { notUnderstood: `unknown instruction 0x${tag}` };
  };
}

/** Hex of the first eight bytes of an instruction with this name, in snake case. */
export function instructionTag(name: string): string {
  return hash('sha256', `global:${name}`).slice(0, 16);
}

/** Hex of the first eight bytes of an event with this name. */
export function eventTag(name: string): string {
  return hash('sha256', `event:${name}`).slice(0, 16);
}

function wordsOf(names: string): readonly string[] {
  return names.split(/\s+/).filter((name) => name !== '');
}
