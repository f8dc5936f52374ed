// Loaded into every thread of a program under test: on SIGUSR2 each thread writes what is on its heap into the folder that
// ZAPFLOW_TEST_SNAPSHOTS names, and then an empty file that says so.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

const folder = process.env['ZAPFLOW_TEST_SNAPSHOTS'];
if (folder !== undefined) {
  const channel = new BroadcastChannel('snapshots');
  const write = () => {
    writeHeapSnapshot(join(folder, `${threadId}.heapsnapshot`));
    writeFileSync(join(folder, `${threadId}.whole`), '');
  };
  channel.onmessage = write;
  channel.unref();
  if (isMainThread)
    process.on('SIGUSR2', () => {
      channel.postMessage('now');
      process.report.writeReport(join(folder, 'report.json'));
      write();
    });
}
