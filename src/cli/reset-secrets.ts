import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { replaceInstanceKey } from '../program/instance-key.ts';
import { changeStopped } from '../workers/storage/operations/change-stopped.ts';
import { resetSecrets as reset } from '../workers/storage/operations/reset-secrets.ts';
import { defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { confirm } from './confirm.ts';
import { withStoppedDatabase } from './database.ts';

const WARNING = `Every second factor and every receiver of webhooks is removed and has to be set anew, and a new key is made.
Put back instance.key from a backup instead, if there is one. `;

export const resetSecrets = defineCommand({
  name: 'reset-secrets',
  summary:
    'begin anew where instance.key is lost: a new key, no second factors, no webhooks; Zapflow must be stopped',
  isConfigured: true,
  options: [{ flags: '--yes', summary: 'do not ask' }],
  details: `Passwords and API tokens stay; who had a second factor is signed out and, in live mode, sets one at the next sign-in.
The key before stays beside as instance.key.before-TIME.`,
  input: configInput.extend({ yes: z.boolean().default(false) }),
  run: ({ yes, ...input }, io) =>
    withStoppedDatabase(input, io, async (database) => {
      if (!yes && !(await confirm(io, `${WARNING}Do it?`))) throw new AppError('DECISION_UNCONFIRMED');
      const nowMs = io.clock.now();
      const { users, webhooks } = await changeStopped({ ...database, nowMs }, reset);
      // After the database: a stop in between leaves a key with nothing sealed under it.
      const kept = replaceInstanceKey(database.dataDir, nowMs);
      io.out(`Second factors removed: ${users.join(', ') || 'none'}\n`);
      io.out(`Webhooks removed: ${webhooks.join(', ') || 'none'}\n`);
      io.out(`A new instance.key was made.${kept === undefined ? '' : ` The one before: ${kept}`}\n`);
      return exitCodes.ok;
    }),
});
