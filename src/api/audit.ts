import { z } from 'zod';
import { defineRoute } from './route.ts';
import { nextBefore, timeMs } from './words.ts';

/** What entries are called, by whoever writes them: most by the call that did it. */
export type AuditAction =
  | 'changeUser'
  | 'changeWallet'
  | 'changeWebhook'
  | 'createToken'
  | 'createUser'
  | 'createWebhook'
  | 'endSession'
  | 'endSessionsOf'
  | 'explainStop'
  | 'followWallet'
  | 'lockSignIn'
  | 'muteAlerts'
  | 'readAlerts'
  | 'recoverAccount'
  | 'removeWebhook'
  | 'resetSecrets'
  | 'restartWorker'
  | 'restoreBackup'
  | 'resumeTrading'
  | 'revokeToken'
  | 'sandbox.fault'
  | 'sandbox.seed'
  | 'sandbox.speed'
  | 'setPassword'
  | 'setStepUp'
  | 'setTotp'
  | 'signer.addKey'
  | 'signer.arm'
  | 'signer.changePassphrase'
  | 'signer.export'
  | 'signer.init'
  | 'signer.lock'
  | 'signer.replaceTotp'
  | 'signer.setLimits'
  | 'signer.unlock'
  | 'startSession'
  | 'stopTrading'
  | 'unfollowWallet'
  | 'webhook.letter-dropped'
  | 'webhook.letter-resent';

export const auditEntry = z.object({
  seq: z.int(),
  atMs: timeMs,
  /** A user, a token, `operator at the machine`, who has its command line, or the program itself. */
  actor: z.string(),
  /** An `AuditAction`, or one of a version before. */
  action: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.json()),
});
export type AuditEntry = z.output<typeof auditEntry>;

export const audit = defineRoute({
  method: 'GET',
  path: '/api/audit',
  summary: 'List every change that was made, newest first',
  area: 'audit',
  access: 'admin',
  query: z.strictObject({
    before: z.coerce.number().int().min(0).optional(),
    max: z.coerce.number().int().min(1).max(200).default(50),
    actor: z.string().max(100).optional(),
    action: z.string().max(100).optional(),
  }),
  reply: z.object({
    entries: z.array(auditEntry),
    /** What tokens and webhooks among actors and targets are called: `token:…` and `webhook:…` by their names. */
    names: z.record(z.string(), z.string()),
    nextBefore,
  }),
});

export const checkAudit = defineRoute({
  method: 'GET',
  path: '/api/audit/check',
  summary: 'Check that no entry of the audit was changed or taken out',
  area: 'audit',
  access: 'admin',
  reply: z.object({
    entries: z.int(),
    /** The first entry that does not fit the one before; null when all do. */
    brokenAtSeq: z.int().nullable(),
  }),
});
