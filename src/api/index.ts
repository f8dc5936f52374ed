// Every request that the gateway answers, under the name of its handler.
import { alerts, muteAlerts, readAlerts } from './alerts.ts';
import { audit, checkAudit } from './audit.ts';
import { logs } from './logs.ts';
import { candles, depth, footprint, indicators, instruments, profile, tape } from './market.ts';
import { sandbox, setFault, setSandboxSeed, setSandboxSpeed } from './sandbox.ts';
import {
  beginTotp,
  changePassword,
  confirmTotp,
  removeTotp,
  session,
  setup,
  signIn,
  signOut,
  stepUp,
} from './session.ts';
import { settings } from './settings.ts';
import { anomalies, detectors, signalStatistics, signals, signalsAsCsv } from './signals.ts';
import { armSigner, lockSigner, signer, unlockSigner } from './signer.ts';
import { health, metricHistory, metrics, restartWorker, stats, system } from './system.ts';
import { createToken, revokeToken, tokens } from './tokens.ts';
import { resumeTrading, stop, stopTrading } from './trading.ts';
import { changeUser, createUser, users } from './users.ts';
import {
  changeWebhook,
  createWebhook,
  deadLetters,
  dropLetter,
  removeWebhook,
  resendLetter,
  testWebhook,
  webhooks,
} from './webhooks.ts';

export const routes = {
  health,
  stats,
  metrics,
  system,
  restartWorker,
  metricHistory,
  session,
  setup,
  signIn,
  signOut,
  stepUp,
  changePassword,
  beginTotp,
  confirmTotp,
  removeTotp,
  users,
  createUser,
  changeUser,
  tokens,
  createToken,
  revokeToken,
  stop,
  stopTrading,
  resumeTrading,
  alerts,
  readAlerts,
  muteAlerts,
  logs,
  settings,
  audit,
  checkAudit,
  webhooks,
  createWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  deadLetters,
  resendLetter,
  dropLetter,
  signer,
  armSigner,
  unlockSigner,
  lockSigner,
  sandbox,
  setFault,
  setSandboxSpeed,
  setSandboxSeed,
  instruments,
  candles,
  indicators,
  footprint,
  profile,
  depth,
  tape,
  signals,
  signalsAsCsv,
  signalStatistics,
  anomalies,
  detectors,
};

export type RouteName = keyof typeof routes;
