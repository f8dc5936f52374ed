// The command line of the simulator.
import { parseArgs } from 'node:util';

export type Options = {
  readonly seeds: number;
  readonly from: number;
  readonly scenario: string | undefined;
  readonly mask: readonly string[];
  readonly processes: number | undefined;
  /** File with another list of scenarios. */
  readonly registry: string | undefined;
  readonly isJson: boolean;
  readonly isShrunk: boolean;
  /** Whether only the usage is asked for. */
  readonly isHelp: boolean;
  /** Names of planted defects to look for; empty for a run of the code as it is. */
  readonly defects: 'all' | readonly string[];
};

export const usage = `npm run simulate -- [options]

  --seeds N        how many seeds, dealt to the scenarios in turn (default 200)
  --from S         the first of them (default 0)
  --seed S         this one only
  --scenario NAME  all seeds to this scenario
  --mask A,B       leave out these faults and operations
  --no-shrink      do not look for a smaller version of a failing seed
  --processes N    how many at a time (default one for each core)
  --registry FILE  another list of scenarios than test/simulation/scenarios/index.ts
  --json           machine-readable results
  --defects        plant every known defect in turn, and see at which seed each falls
  --defect NAME    this one only
  --help           this text
`;

export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      scenario: { type: 'string' },
      mask: { type: 'string' },
      shrink: { type: 'boolean' },
      processes: { type: 'string' },
      registry: { type: 'string' },
      json: { type: 'boolean' },
      defects: { type: 'boolean' },
      defect: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { seed, seeds, from, processes, defect, defects } = values;
  const isPlanted = defects === true || defect !== undefined;
  return {
    seeds: seed === undefined ? toCount('seeds', seeds, isPlanted ? 2000 : 200) : 1,
    from: toCount('from', seed ?? from, 0),
    scenario: values.scenario,
    mask: values.mask?.split(',') ?? [],
    processes: processes === undefined ? undefined : toCount('processes', processes, 1),
    registry: values.registry,
    isJson: values.json ?? false,
    isShrunk: values.shrink ?? true,
    isHelp: values.help ?? false,
    defects: defects ? 'all' : defect === undefined ? [] : [defect],
  };
}

function toCount(name: string, text: string | undefined, fallback: number): number {
  const count = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new TypeError(`--${name} is a whole number, not ${text}.`);
  return count;
}
