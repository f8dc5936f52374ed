// The signer as `main.ts` starts it. At SIGHUP it writes everything about itself to the folder it may write to, and ends.
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { startSigner } from '../start-signer.ts';

const grant = '--allow-fs-write=';
const folder = process.execArgv.find((flag) => flag.startsWith(grant))?.slice(grant.length) ?? '';

process.on('SIGHUP', () => {
  writeHeapSnapshot(join(folder, 'heap'));
  process.report.writeReport(join(folder, 'report'));
  process.exit();
});
startSigner();
