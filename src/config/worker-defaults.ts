// The agents Zapflow knows and what each gets when nothing is configured.

/** What happens when a worker used up its restarts: run on without it, or stop the program. */
export type AtCap = 'degrade' | 'stop';

export type WorkerDefaults = {
  readonly maxMemoryMb: number;
  readonly maxRestarts: number;
  readonly restartOnError: boolean;
  readonly atCap: AtCap;
  readonly hotSpare: boolean;
  readonly maxConcurrent: number;
  /** Workers of one group share a thread in compact placement; empty keeps a thread of its own there too. */
  readonly group: string;
  /** The highest value `maxConcurrent` may take. */
  readonly maxConcurrentLimit: number;
};

const usual = {
  maxRestarts: 5,
  restartOnError: true,
  atCap: 'degrade',
  hotSpare: false,
  maxConcurrent: 1000,
  group: '',
  maxConcurrentLimit: 100_000,
} as const;

export const workerDefaults = {
  logger: { ...usual, group: 'core', maxMemoryMb: 256, atCap: 'stop' },
  storage: { ...usual, group: 'core', maxMemoryMb: 512, atCap: 'stop' },
  cache: { ...usual, group: 'core', maxMemoryMb: 256, maxRestarts: 0, restartOnError: false },
  market: { ...usual, maxMemoryMb: 256, maxRestarts: 10 },
  analyst: { ...usual, maxMemoryMb: 512, maxRestarts: 3 },
  chain: { ...usual, maxMemoryMb: 1024, maxRestarts: 3 },
  decoder: { ...usual, maxMemoryMb: 512, maxRestarts: 3 },
  pricer: { ...usual, group: 'light', maxMemoryMb: 256 },
  scout: { ...usual, group: 'light', maxMemoryMb: 512 },
  strategist: { ...usual, maxMemoryMb: 512 },
  executor: {
    ...usual,
    maxMemoryMb: 1024,
    maxRestarts: 3,
    hotSpare: true,
    maxConcurrent: 10,
    maxConcurrentLimit: 50,
  },
  alerter: { ...usual, group: 'light', maxMemoryMb: 256 },
  cashier: { ...usual, group: 'light', maxMemoryMb: 256 },
  reporter: { ...usual, group: 'light', maxMemoryMb: 512, maxRestarts: 3 },
  telegram: { ...usual, group: 'light', maxMemoryMb: 512 },
  gateway: { ...usual, group: 'light', maxMemoryMb: 512 },
} as const satisfies Record<string, WorkerDefaults>;

export type AgentName = keyof typeof workerDefaults;
export const agentNames = Object.keys(workerDefaults) as AgentName[];
