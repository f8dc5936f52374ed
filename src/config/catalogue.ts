// The list of all settings, read from the schema; every source of settings is matched against it.
import { z } from 'zod';
import { toWords } from './words.ts';

export type SettingKind = 'integer' | 'number' | 'boolean' | 'text' | 'secret';

export type SettingKey = {
  /** Dotted path, as `runtime.pool.retries`. */
  readonly name: string;
  readonly envName: string;
  readonly kind: SettingKind;
  /** What one value must be; for a map, what each of its entries must be. */
  readonly schema: z.ZodType;
  /** Set for a map whose keys the user chooses. */
  readonly entryName: z.ZodType<string> | undefined;
  /** What the whole setting is, in words. */
  readonly words: string;
  /** The same for one value; differs from `words` only for a map. */
  readonly valueWords: string;
  readonly description: string;
};

export type Catalogue = {
  readonly keys: readonly SettingKey[];
  readonly byName: ReadonlyMap<string, SettingKey>;
  readonly byEnv: ReadonlyMap<string, SettingKey>;
  /** Groups of settings with the names of their members; the root is the empty name. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

export function toCatalogue(schema: z.ZodObject): Catalogue {
  const keys: SettingKey[] = [];
  const groups = new Map<string, readonly string[]>();
  const visit = (node: z.ZodType, path: readonly string[]): void => {
    const inner = unwrap(node);
    if (inner instanceof z.ZodObject) {
      groups.set(path.join('.'), Object.keys(inner.shape));
      for (const [part, child] of Object.entries(inner.shape)) visit(child as z.ZodType, [...path, part]);
    } else keys.push(toKey(node, inner, path));
  };
  visit(schema, []);
  return {
    keys,
    groups,
    byName: new Map(keys.map((key) => [key.name, key])),
    byEnv: new Map(keys.map((key) => [key.envName, key])),
  };
}

function toKey(node: z.ZodType, inner: z.ZodType, path: readonly string[]): SettingKey {
  const meta = node.meta() ?? {};
  const isSecret = meta['secret'] === true;
  const isMap = inner instanceof z.ZodRecord;
  const schema = isSecret ? node : isMap ? (inner.valueType as z.ZodType) : inner;
  const entryName = isMap ? (inner.keyType as z.ZodType<string>) : undefined;
  const valueWords = toWords(schema);
  return {
    name: path.join('.'),
    envName: typeof meta['env'] === 'string' ? meta['env'] : toEnvName(path),
    kind: isSecret ? 'secret' : toKind(schema),
    schema,
    entryName,
    words: entryName === undefined ? valueWords : `a map from ${entryName.description} to ${valueWords}`,
    valueWords,
    description: meta.description ?? '',
  };
}

function toKind(schema: z.ZodType): SettingKind {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodBoolean) return 'boolean';
  if (inner instanceof z.ZodNumberFormat) return 'integer';
  return inner instanceof z.ZodNumber ? 'number' : 'text';
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional)
    inner = inner.def.innerType as z.ZodType;
  return inner;
}

/** `runtime.callDeadlineMs` is `ZAPFLOW_RUNTIME_CALL_DEADLINE_MS`. */
function toEnvName(path: readonly string[]): string {
  const words = path.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());
  return ['ZAPFLOW', ...words].join('_');
}
