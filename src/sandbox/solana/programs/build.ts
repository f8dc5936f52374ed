// Compiles the programs of the sandbox's chain: `node src/sandbox/solana/programs/build.ts`. Needs clang with its BPF backend.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkProgram } from './link.ts';

const names = ['cpmm', 'curve', 'metadata'] as const;

export function buildProgram(name: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-program-'));
  try {
    const object = join(folder, `${name}.o`);
    const source = join(import.meta.dirname, 'c', `${name}.c`);
    execFileSync('clang', [
      '-target',
      'bpf',
      '-mcpu=v1',
      '-O2',
      '-Wall',
      '-Werror',
      '-c',
      source,
      '-o',
      object,
    ]);
    return linkProgram(readFileSync(object));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main)
  for (const name of names) {
    const program = buildProgram(name);
    writeFileSync(join(import.meta.dirname, `${name}.so`), program);
    process.stdout.write(`${name}.so: ${program.length} bytes\n`);
  }
