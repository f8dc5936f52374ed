// What an indicator is, and how its settings, its arithmetic and its guard become one object.
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type InputKind, type InputOf, inputChecks } from './indicator-input.ts';

/** One output gives a number; several give an object of them, each undefined until it can be computed. */
export type ResultOf<O extends readonly string[]> = O extends readonly [string]
  ? number
  : { readonly [K in O[number]]: number | undefined };

export type Indicator<Input, Result> = {
  /** Undefined until enough has come, and where the formula has no value. Refuses what is not finite. */
  push(input: Input): Result | undefined;
  /** As if nothing had come. */
  reset(): void;
};

export type IndicatorDefinition<S extends z.ZodObject, K extends InputKind, O extends readonly string[]> = {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly settings: S;
  readonly inputs: K;
  readonly outputs: O;
  /** It begins anew with each session. */
  readonly isOfSession?: boolean;
  create(settings?: z.input<S>): Indicator<InputOf<K>, ResultOf<O>>;
};

/** Any of them, as the registry holds it. */
export type AnyIndicator = Pick<
  IndicatorDefinition<z.ZodObject, InputKind, readonly string[]>,
  'name' | 'summary' | 'settings' | 'inputs' | 'outputs' | 'isOfSession'
> & {
  create(
    settings?: Readonly<Record<string, unknown>>,
  ): Indicator<InputOf<InputKind>, number | Readonly<Record<string, number | undefined>>>;
};

/** The bare arithmetic: unchecked input, NaN where there is no value. */
type Arithmetic<Input, O extends readonly string[]> = {
  push(input: Input): O extends readonly [string] ? number : { [Name in O[number]]: number };
};

export function defineIndicator<
  const S extends z.ZodObject,
  const K extends InputKind,
  const O extends readonly [string, ...string[]],
>(
  declared: Omit<IndicatorDefinition<S, K, O>, 'create'> & {
    create(settings: z.output<S>): Arithmetic<InputOf<K>, O>;
  },
): IndicatorDefinition<S, K, O> {
  const { name, summary, settings, inputs, outputs, isOfSession = false } = declared;
  const check = inputChecks[inputs] as (input: InputOf<K>) => void;
  return Object.freeze({
    name,
    summary,
    settings,
    inputs,
    outputs,
    isOfSession,
    create(given?: z.input<S>) {
      const parsed = settings.safeParse(given ?? {});
      if (!parsed.success)
        throw new AppError('INDICATOR_INVALID', `The settings of the indicator ${name} are not valid.`, {
          details: {
            indicator: name,
            issues: parsed.error.issues.map(({ path, message }) => ({ path, message })),
          },
        });
      const make = () => declared.create(parsed.data);
      const guarded =
        outputs.length === 1
          ? new Single(make as () => Arithmetic<InputOf<K>, [string]>, check)
          : new Several(make as () => Arithmetic<InputOf<K>, string[]>, check, outputs);
      return guarded as unknown as Indicator<InputOf<K>, ResultOf<O>>;
    },
  });
}

class Single<Input> implements Indicator<Input, number> {
  readonly #make: () => Arithmetic<Input, [string]>;
  readonly #check: (input: Input) => void;
  #arithmetic: Arithmetic<Input, [string]>;

  constructor(make: () => Arithmetic<Input, [string]>, check: (input: Input) => void) {
    this.#make = make;
    this.#check = check;
    this.#arithmetic = make();
  }

  push(input: Input): number | undefined {
    this.#check(input);
    const result = this.#arithmetic.push(input);
    return Number.isFinite(result) ? result : undefined;
  }

  reset(): void {
    this.#arithmetic = this.#make();
  }
}

class Several<Input> implements Indicator<Input, Record<string, number | undefined>> {
  readonly #make: () => Arithmetic<Input, string[]>;
  readonly #check: (input: Input) => void;
  readonly #outputs: readonly string[];
  #arithmetic: Arithmetic<Input, string[]>;

  constructor(
    make: () => Arithmetic<Input, string[]>,
    check: (input: Input) => void,
    outputs: readonly string[],
  ) {
    this.#make = make;
    this.#check = check;
    this.#outputs = outputs;
    this.#arithmetic = make();
  }

  push(input: Input): Record<string, number | undefined> | undefined {
    this.#check(input);
    const result: Record<string, number | undefined> = this.#arithmetic.push(input);
    let isKnown = false;
    for (const name of this.#outputs) {
      if (Number.isFinite(result[name])) isKnown = true;
      else result[name] = undefined;
    }
    return isKnown ? result : undefined;
  }

  reset(): void {
    this.#arithmetic = this.#make();
  }
}
