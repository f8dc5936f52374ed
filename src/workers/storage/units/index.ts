// Every write that storage knows, under the name by which it is called.
import { advanceCursor } from './advance-cursor.ts';
import { changeBalance } from './change-balance.ts';
import { changeUser } from './change-user.ts';
import { changeWebhook } from './change-webhook.ts';
import { clearAlert } from './clear-alert.ts';
import { closeReservation } from './close-reservation.ts';
import { confirmMessages } from './confirm-messages.ts';
import { createToken } from './create-token.ts';
import { createUser } from './create-user.ts';
import { createWebhook } from './create-webhook.ts';
import { dropParked } from './drop-parked.ts';
import { endSession } from './end-session.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { followAddress } from './follow-address.ts';
import { forgetRefused } from './forget-refused.ts';
import { muteAlerts } from './mute-alerts.ts';
import { noteDelivery } from './note-delivery.ts';
import { noteLogin } from './note-login.ts';
import { parkMessage } from './park-message.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlerts } from './read-alerts.ts';
import { recordAudit } from './record-audit.ts';
import { recordChain } from './record-chain.ts';
import { recordFlow } from './record-flow.ts';
import { recordTokenFacts } from './record-token-facts.ts';
import { recordTraces } from './record-traces.ts';
import { recoverAccount } from './recover-account.ts';
import { removeWebhook } from './remove-webhook.ts';
import { resendParked } from './resend-parked.ts';
import { reserveFunds } from './reserve-funds.ts';
import { restartCursor } from './restart-cursor.ts';
import { resumeTrading } from './resume-trading.ts';
import { revokeToken } from './revoke-token.ts';
import { sendMessage } from './send-message.ts';
import { setPassword } from './set-password.ts';
import { setStepUp } from './set-step-up.ts';
import { setTotp } from './set-totp.ts';
import { startSession } from './start-session.ts';
import { stopTrading } from './stop-trading.ts';
import { touchSessions } from './touch-sessions.ts';
import { touchTokens } from './touch-tokens.ts';
import { unfollowAddress } from './unfollow-address.ts';
import { useTotpStep } from './use-totp-step.ts';
import { withdrawTransaction } from './withdraw-transaction.ts';

export const units = {
  advanceCursor,
  sendMessage,
  confirmMessages,
  parkMessage,
  resendParked,
  dropParked,
  forgetRefused,
  recordTraces,
  changeBalance,
  reserveFunds,
  closeReservation,
  createUser,
  setPassword,
  recoverAccount,
  changeUser,
  setTotp,
  useTotpStep,
  noteLogin,
  startSession,
  touchSessions,
  setStepUp,
  endSession,
  endSessionsOf,
  createToken,
  revokeToken,
  touchTokens,
  stopTrading,
  resumeTrading,
  raiseAlert,
  clearAlert,
  readAlerts,
  muteAlerts,
  createWebhook,
  changeWebhook,
  removeWebhook,
  noteDelivery,
  recordFlow,
  followAddress,
  recordChain,
  recordTokenFacts,
  restartCursor,
  unfollowAddress,
  withdrawTransaction,
  recordAudit,
};
