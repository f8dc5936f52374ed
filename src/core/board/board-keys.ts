// Which slot holds which key: open addressing in shared memory, where slots are claimed and never given back.
// A deleted key leaves its slot to its writer, so a chain has no holes and needs no lock.
import { AppError } from '../errors.ts';
import {
  type BoardMemory,
  HASH,
  KEY_WORD,
  LENGTH,
  MAX_KEY_LENGTH,
  OWNER,
  toBase,
  toKeyUnit,
  VERSION,
} from './board-memory.ts';

/** A key found in a slot; it holds for as long as the slot's key word stays the same. */
export type Binding = { readonly base: number; readonly keyWord: number };

const LENGTH_MASK = 0xff;

/** FNV-1a over UTF-16 units. Throws BOARD_KEY_INVALID. */
export function toKeyHash(key: string): number {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH)
    throw new AppError('BOARD_KEY_INVALID', undefined, { details: { length: key.length } });
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}

export function findKey(memory: BoardMemory, key: string, hash: number): Binding | undefined {
  for (let step = 0; step < memory.slotCount; step += 1) {
    const base = toProbe(memory, hash, step);
    if (Atomics.load(memory.words, base + OWNER) === 0) return undefined;
    const keyWord = matchKey(memory, base, key, hash);
    if (keyWord !== 0) return { base, keyWord };
  }
  return undefined;
}

/** The writer's slot for a key, claimed if need be. Throws BOARD_KEY_OWNED and BOARD_FULL. */
export function bindKey(memory: BoardMemory, writerId: number, key: string, hash: number): Binding {
  const known = surveyChain(memory, writerId, key, hash);
  if (known.mine) return known.mine;
  const base = known.spare ?? claimSlot(memory, writerId, hash);
  if (base === undefined) throw new AppError('BOARD_FULL', undefined, { details: { key } });
  const keyWord = writeKey(memory, base, key, hash);
  try {
    // Two writers may have taken a slot each for one new key. Both have published it, so at least one sees it now.
    surveyChain(memory, writerId, key, hash);
  } catch (error) {
    unbindKey(memory, base);
    throw error;
  }
  return { base, keyWord };
}

/** Takes the key from a slot that stays with its writer. */
export function unbindKey(memory: BoardMemory, base: number): void {
  const keyWord = Atomics.load(memory.words, base + KEY_WORD);
  Atomics.store(memory.words, base + KEY_WORD, keyWord & ~LENGTH_MASK);
}

/** Keys that have a value, in no order. */
export function* keysOf(memory: BoardMemory): Generator<string> {
  for (let slot = 0; slot < memory.slotCount; slot += 1) {
    const base = toBase(memory, slot);
    const keyWord = Atomics.load(memory.words, base + KEY_WORD);
    const length = keyWord & LENGTH_MASK;
    if (length === 0 || !hasValue(memory, base)) continue;
    const unit = toKeyUnit(memory, base);
    let key = '';
    for (let i = 0; i < length; i += 1) key += String.fromCharCode(Atomics.load(memory.units, unit + i));
    if (Atomics.load(memory.words, base + KEY_WORD) === keyWord) yield key;
  }
}

type Chain = { readonly mine: Binding | undefined; readonly spare: number | undefined };

/** Looks at every slot the key could be in; throws BOARD_KEY_OWNED when one of them is another writer's. */
function surveyChain(memory: BoardMemory, writerId: number, key: string, hash: number): Chain {
  let mine: Binding | undefined;
  let spare: number | undefined;
  for (let step = 0; step < memory.slotCount; step += 1) {
    const base = toProbe(memory, hash, step);
    const owner = Atomics.load(memory.words, base + OWNER);
    if (owner === 0) break;
    const keyWord = matchKey(memory, base, key, hash);
    if (keyWord !== 0 && owner !== writerId)
      throw new AppError('BOARD_KEY_OWNED', undefined, { details: { key, owner, writerId } });
    if (keyWord !== 0) mine ??= { base, keyWord };
    else if (owner === writerId && isUnbound(memory, base)) spare ??= base;
  }
  return { mine, spare };
}

function claimSlot(memory: BoardMemory, writerId: number, hash: number): number | undefined {
  for (let step = 0; step < memory.slotCount; step += 1) {
    const base = toProbe(memory, hash, step);
    if (Atomics.compareExchange(memory.words, base + OWNER, 0, writerId) === 0) return base;
  }
  return undefined;
}

/** Fills an unbound slot; the key counts from the last store on. */
function writeKey(memory: BoardMemory, base: number, key: string, hash: number): number {
  const { words, units } = memory;
  Atomics.store(words, base + HASH, hash);
  const unit = toKeyUnit(memory, base);
  for (let i = 0; i < key.length; i += 1) Atomics.store(units, unit + i, key.charCodeAt(i));
  const bindings = (Atomics.load(words, base + KEY_WORD) & ~LENGTH_MASK) + LENGTH_MASK + 1;
  const keyWord = bindings | key.length;
  Atomics.store(words, base + KEY_WORD, keyWord);
  return keyWord;
}

/** The slot's key word if it is bound to this very key, else 0; a key that changes meanwhile does not match. */
function matchKey(memory: BoardMemory, base: number, key: string, hash: number): number {
  const { words, units } = memory;
  const keyWord = Atomics.load(words, base + KEY_WORD);
  if ((keyWord & LENGTH_MASK) !== key.length || Atomics.load(words, base + HASH) !== hash) return 0;
  const unit = toKeyUnit(memory, base);
  for (let i = 0; i < key.length; i += 1) if (Atomics.load(units, unit + i) !== key.charCodeAt(i)) return 0;
  return Atomics.load(words, base + KEY_WORD) === keyWord ? keyWord : 0;
}

function isUnbound({ words }: BoardMemory, base: number): boolean {
  return (Atomics.load(words, base + KEY_WORD) & LENGTH_MASK) === 0;
}

function hasValue({ words }: BoardMemory, base: number): boolean {
  const version = Atomics.load(words, base + VERSION);
  return Atomics.load(words, base + LENGTH + (version & 1)) !== 0;
}

function toProbe(memory: BoardMemory, hash: number, step: number): number {
  return toBase(memory, ((hash >>> 0) + step) % memory.slotCount);
}
