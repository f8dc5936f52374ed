import type { AuditAction, AuditEntry } from '../../../src/api/audit.ts';
import { toWords } from './words.ts';

/** What was done, to be followed by what it was done to. */
export const deeds: Readonly<Record<AuditAction, string>> = {
  changeUser: 'Changed user',
  changeWallet: 'Changed followed wallet',
  changeWebhook: 'Changed webhook',
  createToken: 'Created token',
  createUser: 'Added user',
  createWebhook: 'Added webhook',
  endSession: 'Signed out',
  endSessionsOf: 'Signed out everywhere',
  explainStop: 'Gave the reason to stop trading',
  followWallet: 'Followed wallet',
  lockSignIn: 'Locked sign-in',
  muteAlerts: 'Muted alerts',
  readAlerts: 'Read alerts',
  recoverAccount: 'Recovered account',
  removeWebhook: 'Removed webhook',
  resetSecrets: 'Reset secrets',
  restartWorker: 'Restarted worker',
  restoreBackup: 'Restored a backup of the database',
  resumeTrading: 'Resumed trading',
  revokeToken: 'Revoked token',
  'sandbox.fault': 'Switched sandbox fault',
  'sandbox.seed': 'Set sandbox seed',
  'sandbox.speed': 'Set sandbox speed',
  setPassword: 'Set password',
  setStepUp: 'Proved it was them',
  setTotp: 'Set second factor',
  'signer.addKey': 'Added a key to the signer',
  'signer.arm': 'Armed the signer',
  'signer.changePassphrase': 'Changed the passphrase of the signer',
  'signer.export': 'Exported a key of the signer',
  'signer.init': 'Made the keystore of the signer',
  'signer.lock': 'Locked withdrawals of the signer',
  'signer.replaceTotp': 'Replaced the second factor of the signer',
  'signer.setLimits': 'Set the limits of the signer',
  'signer.unlock': 'Unlocked withdrawals of the signer',
  startSession: 'Signed in',
  stopTrading: 'Stopped trading',
  unfollowWallet: 'No longer followed wallet',
  'webhook.letter-dropped': 'Gave up a dead letter',
  'webhook.letter-resent': 'Sent a dead letter again',
};

/**
 * An action of the audit as what was done: `restartWorker` as `Restarted worker`; one of another version in its own words.
 * What was only asked for, refused, or failed is not told as done.
 */
export function toDeed(action: string, details?: AuditEntry['details']): string {
  const deed = deeds[action as AuditAction] ?? toWords(action);
  const outcome = toOutcome(details);
  return outcome === 'done' ? deed : `${deed} (${outcome})`;
}

/** Most entries are written with what they tell, and say nothing of it. */
export function toOutcome(details: AuditEntry['details'] | undefined): string {
  const { outcome = 'done', failed } = (details ?? {}) as { outcome?: unknown; failed?: unknown };
  return failed === undefined ? String(outcome) : 'failed';
}
