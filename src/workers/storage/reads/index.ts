// Every question that storage answers, under the name by which it is asked.
import { alerts } from './alerts.ts';
import { anomalies } from './anomalies.ts';
import { auditCheck } from './audit-check.ts';
import { auditEntries } from './audit-entries.ts';
import { bars } from './bars.ts';
import { candles } from './candles.ts';
import { chainTransaction } from './chain-transaction.ts';
import { cursor } from './cursor.ts';
import { followedAddresses } from './followed-addresses.ts';
import { holding } from './holding.ts';
import { knownPools } from './known-pools.ts';
import { knownTokens } from './known-tokens.ts';
import { loginFailures } from './login-failures.ts';
import { messages } from './messages.ts';
import { openAlerts } from './open-alerts.ts';
import { openSignals } from './open-signals.ts';
import { outboxBacklog } from './outbox-backlog.ts';
import { parkedMessages } from './parked-messages.ts';
import { refusedWrites } from './refused-writes.ts';
import { session } from './session.ts';
import { signalCalibration } from './signal-calibration.ts';
import { signalStatistics } from './signal-statistics.ts';
import { signals } from './signals.ts';
import { tokenByHash } from './token-by-hash.ts';
import { tokenCandles } from './token-candles.ts';
import { tokenReport } from './token-report.ts';
import { tokens } from './tokens.ts';
import { tradingStop } from './trading-stop.ts';
import { userById } from './user-by-id.ts';
import { userByName } from './user-by-name.ts';
import { users } from './users.ts';
import { walletActivity } from './wallet-activity.ts';
import { walletTrades } from './wallet-trades.ts';
import { webhooks } from './webhooks.ts';

export const reads = {
  cursor,
  holding,
  messages,
  outboxBacklog,
  parkedMessages,
  refusedWrites,
  userByName,
  userById,
  users,
  session,
  loginFailures,
  tokenByHash,
  tokens,
  auditEntries,
  auditCheck,
  tradingStop,
  alerts,
  openAlerts,
  webhooks,
  signals,
  openSignals,
  signalStatistics,
  signalCalibration,
  anomalies,
  bars,
  candles,
  followedAddresses,
  walletActivity,
  chainTransaction,
  walletTrades,
  knownTokens,
  knownPools,
  tokenReport,
  tokenCandles,
};
