// What is wrong with a configuration, in words for the person who wrote it.
import { Secret } from '../core/secret.ts';

export type Problem = {
  /** The setting, as `gateway.port`; for an unknown environment variable its name. */
  readonly path: string;
  /** Where it was written: `zapflow.yaml:3`, an environment variable, a flag. */
  readonly source: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string;
};

const SHOWN_CHARACTERS = 60;

/** A value as a person would write it, cut to one short line. */
export function toShown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'symbol') return value.description ?? 'something else';
  if (value instanceof Secret) return 'another secret';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** All problems for a terminal, two lines each; control characters are shown, not obeyed. */
export function toProblemText(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.flatMap((problem) => [
    `  ${problem.source}  ${problem.source.endsWith(problem.path) ? '' : problem.path}`.trimEnd(),
    `      expected ${problem.expected}, got ${problem.got}${problem.hint === '' ? '' : `; ${problem.hint}`}`,
  ]);
  return [`The configuration has ${count}; nothing was started.`, '', ...lines.map(toVisible), ''].join('\n');
}

function toVisible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
