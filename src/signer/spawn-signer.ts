// Starts the signer process with nothing but the flags and pipes it needs.
import { type ChildProcess, spawn } from 'node:child_process';
import { findSignerCode, type SignerCode } from './signer-code.ts';

/** Checked on Node 26.10; `process/confinement.test.ts` holds what they add up to. */
export const signerFlags: readonly string[] = [
  '--permission', // no files, sockets, processes, threads, add-ons, inspector
  '--no-experimental-sqlite', // both would reach files around the permissions
  '--no-experimental-ffi',
  '--no-experimental-websocket',
  '--no-experimental-webstorage',
  '--no-global-search-paths',
  '--disable-sigusr1', // opens the inspector otherwise
  '--report-exclude-env',
  '--report-exclude-network',
  '--disable-proto=delete',
  '--disallow-code-generation-from-strings',
  '--frozen-intrinsics',
  '--max-old-space-size=64',
  '--secure-heap=65536', // private keys of a running call: locked in memory, left out of dumps
  '--expose-gc', // to free native copies of keys at once
  '--no-warnings',
];

/** Has the C library of Linux overwrite memory that is freed, at once and also small pieces, in which copies of secrets were. */
const scrubbing = 'GLIBC_TUNABLES=glibc.malloc.perturb=165:glibc.malloc.tcache_count=0';
/** Without a core file where the shell can see to it. The shell gives way to Node, and nothing else is in the environment. */
const launch = `ulimit -c 0 2>/dev/null; exec /usr/bin/env -i ${scrubbing} "$@"`;

export type SpawnOptions = { readonly code?: SignerCode; readonly flags?: readonly string[] };

/**
 * A session of its own: Ctrl-C at a terminal stops the program, not the signer, which ends when its input does.
 * Standard error is inherited and carries at most where a fault of its own happened.
 */
export function spawnSigner(options: SpawnOptions = {}): ChildProcess {
  const { folder, entry } = options.code ?? findSignerCode();
  const flags = [...signerFlags, `--allow-fs-read=${folder}`, ...(options.flags ?? [])];
  return spawn('/bin/sh', ['-c', launch, 'signer', process.execPath, ...flags, entry], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
