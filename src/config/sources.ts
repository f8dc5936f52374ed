// Where each setting of a configuration came from, kept beside it: what runs needs the values only.
import { type SettingKey, toCatalogue } from './catalogue.ts';
import type { Config } from './resolve.ts';
import { configSchema } from './schema.ts';

/** Source by path, of what somebody wrote. */
export type Sources = ReadonlyMap<string, string>;

const sourcesOf = new WeakMap<Config, Sources>();

export function keepSources(config: Config, given: Sources): Config {
  sourcesOf.set(config, given);
  return config;
}

/** One setting in effect, for people: a secret only tells whether it is set. */
export type EffectiveSetting = {
  readonly path: string;
  readonly value: string | number | boolean | null | Readonly<Record<string, string>>;
  /** A file with its line, a variable, a flag, or `default`. */
  readonly source: string;
  readonly isDefault: boolean;
  readonly isSecret: boolean;
  readonly says: string;
};

/** Every setting of the catalogue as it is in effect. */
export function toEffective(config: Config): EffectiveSetting[] {
  const given = sourcesOf.get(config) ?? new Map<string, string>();
  return toCatalogue(configSchema).keys.map((key) => toSetting(key, config, given));
}

function toSetting(key: SettingKey, config: Config, given: Sources): EffectiveSetting {
  const { name: path, kind, description: says } = key;
  const value = valueAt(config, path);
  const isSecret = kind === 'secret';
  const source = key.entryName ? toMapSource(path, given) : given.get(path);
  return {
    path,
    value: (isSecret && value !== null ? '[secret]' : value) as EffectiveSetting['value'],
    source: source ?? 'default',
    isDefault: source === undefined,
    isSecret,
    says,
  };
}

/** The entries of a map may come from several places. */
function toMapSource(path: string, given: Sources): string | undefined {
  const sources = [...given].filter(([name]) => name.startsWith(`${path}.`)).map(([, source]) => source);
  return sources.length === 0 ? undefined : [...new Set(sources)].join(', ');
}

function valueAt(config: Config, path: string): unknown {
  let value: unknown = config;
  for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return value ?? null;
}
