// What every part of the program logs through, and the levels by which it is filtered.

export const levelNumbers = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export type LogLevel = keyof typeof levelNumbers;

/** Anything may be logged beside a message: secrets, cycles and hostile text are dealt with. */
export type LogFields = Readonly<Record<string, unknown>>;

type Write = (message: string, fields?: LogFields) => void;

export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** The log of a part of the worker; its level is set by the longest prefix of its name. */
  child(of: { readonly module: string }): Log;
}

/** Levels by module; `default` for the rest, `silent` for nothing at all. */
export type LogLevels = Readonly<Record<string, LogLevel | 'silent'>>;

/** The lowest level number that is written for a module: `core.link` rules `core.link.port`, not `core.links`. */
export function toThreshold(levels: LogLevels, module: string): number {
  for (let name = module; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    if (Object.hasOwn(levels, name)) return numberOf(levels[name]);
  }
  const { default: fallback } = levels;
  return numberOf(fallback);
}

function numberOf(level: LogLevel | 'silent' | undefined): number {
  return level === 'silent' ? Number.POSITIVE_INFINITY : levelNumbers[level ?? 'info'];
}
