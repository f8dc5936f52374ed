import type { AuditAction } from '../../../src/api/audit.ts';
import { toWords } from './words.ts';

/** What was done, to be followed by what it was done to. */
export const deeds: Readonly<Record<AuditAction, string>> = {
  changeUser: 'Changed user',
  changeWebhook: 'Changed webhook',
  createToken: 'Created token',
  createUser: 'Added user',
  createWebhook: 'Added webhook',
  endSession: 'Signed out',
  endSessionsOf: 'Signed out everywhere',
  explainStop: 'Gave the reason to stop trading',
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
  'webhook.letter-dropped': 'Gave up a dead letter',
  'webhook.letter-resent': 'Sent a dead letter again',
};

/** An action of the audit as what was done: `restartWorker` as `Restarted worker`; one of another version in its own words. */
export function toDeed(action: string): string {
  return deeds[action as AuditAction] ?? toWords(action);
}
