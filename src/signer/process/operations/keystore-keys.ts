import { importKey as readKey } from '../import-key.ts';
import { generateKey as createKey, type Key, wipeKey } from '../key.ts';
import { type Keystore, MAX_KEYS } from '../keystore.ts';
import { Refusal } from '../reasons.ts';
import { rewrite } from '../rewrite.ts';
import { type Done, type Doors, type Operation, partOf, type Request, type State, textOf } from '../state.ts';

const label = /^[^\p{C}]{1,60}$/u;

/** Adds a key that was never anywhere else. */
export const generateKey = {
  takes: ['keystore', 'passphrase'],
  run: (request, state, doors) => addKey(request, state, doors, createKey),
} as const satisfies Operation;

export const importKey = {
  takes: ['keystore', 'passphrase', 'secret'],
  run: (request, state, doors) => addKey(request, state, doors, (name) => readKey(name, partOf(request, 2))),
} as const satisfies Operation;

export const removeKey = {
  takes: ['keystore', 'passphrase'],
  run(request, state, doors) {
    const id = textOf(request, 'keyId');
    const change = ({ keys }: Keystore) => {
      const kept = keys.filter((key) => key.id !== id);
      if (kept.length === keys.length) throw new Refusal('KEY_UNKNOWN');
      return { keys: kept };
    };
    return rewrite({ file: partOf(request, 0), passphrase: partOf(request, 1), change }, state, doors);
  },
} as const satisfies Operation;

function addKey(request: Request, state: State, doors: Doors, make: (name: string) => Key): Done {
  const name = textOf(request, 'label');
  if (!label.test(name)) throw new Refusal('REQUEST_INVALID', { field: 'label' });
  let keyId = '';
  const change = ({ keys }: Keystore) => {
    if (keys.length >= MAX_KEYS) throw new Refusal('KEYSTORE_FULL', { keys: MAX_KEYS });
    const namesake = keys.find((key) => key.label === name);
    if (namesake) throw new Refusal('LABEL_EXISTS', { keyId: namesake.id });
    const key = make(name);
    keyId = key.id;
    if (keys.some(({ id }) => id === keyId)) {
      wipeKey(key);
      throw new Refusal('KEY_EXISTS', { keyId });
    }
    return { keys: [...keys, key] };
  };
  const { facts, parts } = rewrite(
    { file: partOf(request, 0), passphrase: partOf(request, 1), change },
    state,
    doors,
  );
  return { facts: { ...facts, keyId }, parts: parts ?? [] };
}
