// The environment variables of the ZapBot document, accepted beside our own names, and what each sets.

type Read = (text: string) => { readonly value: unknown } | 'nothing' | 'wrong';

export type DocumentName = {
  readonly name: string;
  /** The setting it sets. */
  readonly setting: string;
  /** What it does, for the documentation, where that is more than setting the value. */
  readonly effect?: string;
  /** What its value must be and how it is read, where that is not what the setting itself takes. */
  readonly expected?: string;
  readonly read?: Read;
};

const SIZE = 'a size such as 1GB, 512MB or a number of bytes';
const SWITCH = 'true or false';

export const documentNames: readonly DocumentName[] = [
  {
    name: 'THREADING_ENABLED',
    setting: 'placement',
    effect: '`false` sets placement `single`; `true` leaves it',
    expected: SWITCH,
    read: switchOff('single'),
  },
  {
    name: 'MAX_WORKER_MEMORY',
    setting: 'runtime.maxWorkerMemoryMb',
    effect: SIZE,
    expected: SIZE,
    read: (text) => toSize(text, 2 ** 20),
  },
  { name: 'WORKER_RESTART_DELAY', setting: 'runtime.restartDelayMs' },
  { name: 'MAX_CONCURRENT_TRADES', setting: 'workers.executor.maxConcurrent' },
  { name: 'MAX_QUEUE_SIZE', setting: 'runtime.maxQueueSize' },
  { name: 'HEARTBEAT_INTERVAL', setting: 'runtime.heartbeatIntervalMs' },
  { name: 'SHARED_MEMORY_ENABLED', setting: 'runtime.sharedMemory.enabled' },
  {
    name: 'SHARED_BUFFER_SIZE',
    setting: 'runtime.sharedMemory.bufferBytes',
    effect: SIZE,
    expected: SIZE,
    read: (text) => toSize(text, 1),
  },
  { name: 'SHARED_BUFFER_COUNT', setting: 'runtime.sharedMemory.maxBuffers' },
  { name: 'TASK_TIMEOUT', setting: 'runtime.pool.taskTimeoutMs' },
  { name: 'MAX_RETRIES', setting: 'runtime.pool.retries' },
  {
    name: 'LOAD_BALANCING_ENABLED',
    setting: 'runtime.pool.balance',
    effect: '`false` sets `round-robin` whatever the file says; `true` leaves it',
    expected: SWITCH,
    read: switchOff('round-robin'),
  },
];

function switchOff(value: string): Read {
  return (text) => (text === 'false' ? { value } : text === 'true' ? 'nothing' : 'wrong');
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** A size in the wanted unit, rounded down: "1GB" with a unit of 2^20 is 1024. */
function toSize(text: string, unit: number): { value: number } | 'wrong' {
  const match = /^(\d{1,15}(?:\.\d{1,3})?) ?([kmg]?)(?:i?b)?$/i.exec(text);
  if (match === null) return 'wrong';
  return { value: Math.floor((Number(match[1]) * unitBytes[match[2]!.toLowerCase()]!) / unit) };
}
