// Indicators of trading-signals as arithmetic of ours: what it has no value for is NaN here.

type LibraryIndicator<Input, Result> = { add(input: Input): Result | null };

export function fromLibrary<Input>(indicator: LibraryIndicator<Input, number>) {
  return { push: (input: Input): number => indicator.add(input) ?? Number.NaN };
}

export function severalFromLibrary<Input, Result, Outputs extends Record<string, number>>(
  indicator: LibraryIndicator<Input, Result>,
  toOutputs: (result: Partial<Result>) => Outputs,
) {
  return { push: (input: Input): Outputs => toOutputs(indicator.add(input) ?? {}) };
}
