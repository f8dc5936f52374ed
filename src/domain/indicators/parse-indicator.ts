// An indicator by its name and settings in one word, such as ema:length=50.
import { AppError } from '../../core/errors.ts';
import type { AnyIndicator } from './define-indicator.ts';
import { indicators } from './index.ts';

export type ChosenIndicator = {
  readonly definition: AnyIndicator;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** Throws INDICATOR_INVALID, also for one that compares two instruments: a single one is no input for it. */
export function parseIndicator(word: string): ChosenIndicator {
  const [name = '', ...pairs] = word.split(':');
  const definition = (indicators as readonly AnyIndicator[]).find((one) => one.name === name);
  if (!definition) throw new AppError('INDICATOR_INVALID', `There is no indicator ${name}.`);
  if (definition.inputs === 'pair')
    throw new AppError('INDICATOR_INVALID', `The indicator ${name} compares two instruments.`);
  const settings = Object.fromEntries(
    pairs.map((pair): [string, unknown] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), toValue(pair.slice(at + 1))];
    }),
  );
  definition.create(settings);
  return { definition, settings };
}

function toValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
