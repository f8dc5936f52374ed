// What a pool means for the life of its process.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const runProgram = async (name: string): Promise<string> => {
  const file = fileURLToPath(new URL('./testing/programs.ts', import.meta.url));
  return (await promisify(execFile)(process.execPath, [file, name])).stdout;
};

it('a program that awaits results gets them, through the crashes of a thread', async () => {
  assert.equal(await runProgram('awaits'), '3\nsurvived\n7\n');
});

it('a program that forgot to close an idle pool exits', async () => {
  assert.equal(await runProgram('forgets'), '3\n');
});

it('a program that closes its pool while it works sees the end of it', async () => {
  assert.equal(await runProgram('closes'), 'SERVICE_STOPPING\nclosed\n');
});
