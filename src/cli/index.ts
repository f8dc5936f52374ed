// The commands, in the order of `zapflow --help`.
import { account } from './account.ts';
import { backup } from './backup.ts';
import { bench } from './bench.ts';
import type { Command } from './command.ts';
import { db } from './db.ts';
import { decode } from './decode.ts';
import { doctor } from './doctor.ts';
import { logs } from './logs.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { resetSecrets } from './reset-secrets.ts';
import { restart } from './restart.ts';
import { restore } from './restore.ts';
import { safety } from './safety.ts';
import { sandbox } from './sandbox.ts';
import { signer } from './signer.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

export const commands: readonly Command[] = [
  start,
  status,
  stop,
  restart,
  logs,
  backup,
  restore,
  db,
  account,
  resetSecrets,
  doctor,
  record,
  replay,
  decode,
  safety,
  sandbox,
  signer,
  bench,
];
