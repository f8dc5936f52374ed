// The files that may reach the machine itself, what each may use, and why. Everything else gets it handed in.

export type Seam = {
  /** A file, or a folder with everything in it. */
  readonly path: string;
  readonly uses: readonly string[];
  readonly why: string;
};

export const seams: readonly Seam[] = [
  {
    path: 'src/core/clock.ts',
    uses: 'Date performance process setTimeout setInterval setImmediate queueMicrotask clearTimeout clearInterval'.split(
      ' ',
    ),
    why: 'The system clock behind the Clock that everything else is given.',
  },
  {
    path: 'src/core/random.ts',
    uses: ['Math.random', 'node:crypto'],
    why: 'The system source behind the Random that everything else is given.',
  },
  {
    path: 'src/core/codec.ts',
    uses: ['Function'],
    why: 'Generates the straight-line code that packs a contract; only key names that are quoted go into it.',
  },
  {
    path: 'src/core/stream/record-layout.ts',
    uses: ['Function'],
    why: 'Generates the straight-line code that reads and writes a record; only offsets and quoted names go into it.',
  },
  {
    path: 'src/core/host/gauges.ts',
    uses: ['node:v8', 'process', 'performance'],
    why: 'Processor time, heap and loop utilization of the thread are facts only Node has.',
  },
  {
    path: 'src/core/host/load-services.ts',
    uses: ['import()'],
    why: 'Loads the services placed on a thread.',
  },
  {
    path: 'src/core/instance-lock.ts',
    uses: ['node:fs', 'process'],
    why: 'The lock is a file that names this process; it is taken before anything runs.',
  },
  {
    path: 'src/core/process-identity.ts',
    uses: ['node:fs', 'node:child_process'],
    why: 'Tells a living process from a recycled number by asking the system.',
  },
  {
    path: 'src/core/files/',
    uses: ['node:fs', 'node:fs/promises', 'node:zlib', 'node:stream'],
    why: 'Reads and writes the large files of lines that recordings are.',
  },
  {
    path: 'src/core/disk/node-disk.ts',
    uses: ['node:sqlite', 'node:fs'],
    why: 'The real disk behind the Disk that services are given, and the mode of its files.',
  },
  {
    path: 'src/core/disk/copy-in-steps.ts',
    uses: ['node:sqlite'],
    why: 'Backups run on threads of their own and copy page by page, which no statement does.',
  },
  {
    path: 'src/workers/storage/engine/postgres-client.ts',
    uses: ['node:net', 'pg'],
    why: 'The real server behind the PostgresServer that the engine is given.',
  },
  {
    path: 'src/core/simulation/simulated-file.ts',
    uses: ['node:sqlite'],
    why: 'The databases of a simulated disk lie in memory, in SQLite itself.',
  },
  {
    path: 'src/core/simulation/virtual-globals.ts',
    uses: ['performance', 'process', 'Math.random', 'crypto', 'globalThis', 'setInterval'].concat(
      'node:crypto',
      'node:module',
      'node:timers',
      'node:timers/promises',
    ),
    why: 'Puts virtual time and chance in the place of the machine’s, in processes that only simulate.',
  },
  { path: 'src/core/outside/node-fetch.ts', uses: ['fetch'], why: 'The real transport below http.' },
  {
    path: 'src/core/outside/node-public.ts',
    uses: ['node:dns/promises', 'node:http', 'node:https', 'node:net', 'node:stream', 'node:zlib'],
    why: 'The real resolver and client below the opener of public addresses, which connects where it was told.',
  },
  { path: 'src/core/outside/node-socket.ts', uses: ['ws'], why: 'The real transport below sockets.' },
  {
    path: 'src/core/pool/start-worker-thread.ts',
    uses: ['node:worker_threads'],
    why: 'Starts the threads of a task pool.',
  },
  {
    path: 'src/core/pool/start-inline-thread.ts',
    uses: ['import()'],
    why: 'Loads the task module on the calling thread, for placement single and the simulator.',
  },
  {
    path: 'src/core/pool/pool-thread.ts',
    uses: ['node:worker_threads', 'import()'],
    why: 'The entry of a pool thread: takes tasks from its port and loads their module.',
  },
  {
    path: 'src/core/supervisor/spawn-worker.ts',
    uses: ['node:v8', 'node:worker_threads'],
    why: 'Starts the threads of the workers, and sees to it that they can be ended.',
  },
  {
    path: 'src/core/supervisor/spawn-inline.ts',
    uses: ['node:worker_threads'],
    why: 'Recognises the ports that a service on the main thread is handed.',
  },
  {
    path: 'src/core/supervisor/start-runtime.ts',
    uses: ['node:worker_threads', 'process'],
    why: 'Makes the channels between threads and watches the memory of the process.',
  },
  {
    path: 'src/core/supervisor/blocked-stack.ts',
    uses: ['node:inspector'],
    why: 'Asks the debugger where a thread that no longer answers stands.',
  },
  {
    path: 'src/core/supervisor/control-socket.ts',
    uses: ['node:net', 'node:fs', 'process'],
    why: 'The socket by which the commands reach the running program, and the rights of its file.',
  },
  {
    path: 'src/signer/process/',
    uses: ['node:crypto'],
    why: 'The signer derives, encrypts and signs, in a process that has no other door.',
  },
  {
    path: 'src/signer/process/start-signer.ts',
    uses: ['process', 'Date', 'performance', 'globalThis'],
    why: 'Puts the signer onto the clocks and standard streams of its process, and gives up the right to read files.',
  },
  {
    path: 'src/signer/spawn-signer.ts',
    uses: ['node:child_process', 'process'],
    why: 'Starts the signer process with the Node that runs this one.',
  },
  {
    path: 'src/signer/signer-code.ts',
    uses: ['node:fs', 'node:module'],
    why: 'Strips the code of the signer of its types, once, and finds it.',
  },
  {
    path: 'src/signer/passphrase.ts',
    uses: ['node:fs'],
    why: 'Reads the passphrase file, after a look at whose it is and who else may read it.',
  },
  {
    path: 'src/workers/cache/redis/open-redis.ts',
    uses: ['ioredis', 'import()'],
    why: 'The real Redis behind the door that the cache is given; loaded only where one is configured.',
  },
  {
    path: 'src/workers/gateway/security/passwords.ts',
    uses: ['node:crypto'],
    why: 'Hashes passwords by scrypt, on threads of Node beside the event loop.',
  },
  {
    path: 'src/workers/gateway/security/sealed.ts',
    uses: ['node:crypto'],
    why: 'Encrypts stored secrets; its only chance is handed in.',
  },
  {
    path: 'src/workers/gateway/http/dashboard.ts',
    uses: ['node:fs'],
    why: 'Looks whether the dashboard is built, each time somebody opens it.',
  },
  {
    path: 'src/workers/gateway/read-pem.ts',
    uses: ['node:fs', 'node:tls'],
    why: 'Reads a certificate and its key, and whether they belong together, when a listener starts.',
  },
  {
    path: 'src/workers/gateway/mqtt/open-mqtt.ts',
    uses: ['mqtt', 'import()'],
    why: 'The real MQTT broker behind the door that publishing is given; loaded only where one is configured.',
  },
  {
    path: 'src/workers/gateway/mqtt/embedded-broker.ts',
    uses: ['node:net', 'node:tls', 'aedes', 'import()'],
    why: 'The broker of our own is a listener with a certificate; its library is loaded only where it is switched on.',
  },
  {
    path: 'src/workers/logger/files.ts',
    uses: ['node:fs'],
    why: 'Tells standard error directly when the log files cannot be written.',
  },
  {
    path: 'src/workers/logger/terminal.ts',
    uses: ['node:fs'],
    why: 'The program’s own output, written without waiting for whoever reads it.',
  },
  {
    path: 'src/workers/logger/rotation.ts',
    uses: ['node:fs'],
    why: 'The log files themselves; lines must reach the disk before a dying thread is gone.',
  },
  {
    path: 'src/workers/storage/backup/',
    uses: ['node:fs', 'node:crypto', 'node:stream/promises'],
    why: 'Backups are files that are synced, renamed and encrypted, on a thread that operations run on or by the command line.',
  },
  {
    path: 'src/workers/storage/engine/get-type-parser.ts',
    uses: ['pg'],
    why: 'How the values of both kinds of connections are read.',
  },
  {
    path: 'src/workers/storage/operations/server-connection.ts',
    uses: ['node:net', 'pg'],
    why: 'A connection for one operation of a person, beside those of the worker.',
  },
  {
    path: 'src/cli/',
    uses: ['process', 'node:fs', 'node:net', 'node:os', 'node:child_process', 'node:worker_threads'].concat(
      'node:readline/promises',
      'ioredis',
      'import()',
    ),
    why: 'Commands run in a process of their own, at the terminal, and no simulator ever runs them.',
  },
  {
    path: 'src/main.ts',
    uses: ['process', 'import()'],
    why: 'Takes the arguments and gives the exit code; the guard stays small by loading nothing of the program.',
  },
  {
    path: 'src/warm-up.ts',
    uses: ['import()'],
    why: 'Loads everything once after an install.',
  },
  {
    path: 'src/program/guard/',
    uses: ['process', 'node:net', 'node:fs'],
    why: 'The channel and the pipe that the guard opened for this process, and the file by which commands find it.',
  },
  {
    path: 'src/program/signer/',
    uses: ['process', 'node:fs'],
    why: 'The sealed file of the keys, handed to the signer as bytes; and whose file a passphrase may lie in.',
  },
  {
    path: 'src/sandbox/main.ts',
    uses: ['process'],
    why: 'The entry of the sandbox process: its order comes from the guard, and it ends with it.',
  },
  { path: 'src/sandbox/control/server.ts', uses: ['node:http'], why: 'A server that controls the others.' },
  {
    path: 'src/sandbox/exchange/exchange.ts',
    uses: ['node:http', 'ws'],
    why: 'The exchange of the sandbox is a real server on loopback, for the product and for foreign clients.',
  },
  { path: 'src/sandbox/prices/', uses: ['node:http', 'fetch'], why: 'A server that asks the node.' },
  {
    path: 'src/sandbox/solana/node/',
    uses: 'node:http ws node:crypto node:zlib node:v8 node:fs/promises litesvm/dist/internal.js'.split(' '),
    why: 'A real server on loopback, which signs by seeded keys, saves its state, and hands bytes to the virtual machine.',
  },
  {
    path: 'src/program/run-program.ts',
    uses: ['process', 'node:os'],
    why: 'Takes the signals, and asks for cores and memory to choose the placement.',
  },
  {
    path: 'src/workers/gateway/http/client-errors.ts',
    uses: ['node:http'],
    why: 'The words for the codes of HTTP.',
  },
  {
    path: 'src/program/open-files.ts',
    uses: ['node:fs'],
    why: 'Asks the system how many connections the gateway may take.',
  },
  {
    path: 'src/program/instance-key.ts',
    uses: ['node:fs'],
    why: 'Makes and reads the key file of the data folder before any worker runs.',
  },
  { path: 'src/thread.ts', uses: ['node:worker_threads'], why: 'The entry of every worker thread.' },
  {
    path: 'src/sandbox/solana/programs/',
    uses: ['node:child_process', 'node:fs', 'node:os', 'process'],
    why: 'Compiles the programs of the chain, by hand, into the files that lie there, and loads them.',
  },
];
