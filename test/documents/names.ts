// The names the five source documents use: message types, workers, classes, settings, variables, endpoints, metrics,
// logs, keys and models. Settings and fields stand under the group or model they belong to.

export const namesOfDocuments = {
  zapbot: toNames(`
    MESSAGE_TYPES; WORKER_READY; WORKER_ERROR; SHUTDOWN; MESSAGE_ERROR; STOP_ACCEPTING_TASKS;
    START_MONITORING; STOP_MONITORING; NEW_TRANSACTIONS; EXECUTE_TRADE; TRADE_EXECUTED; TRADE_FAILED;
    TRADE_QUEUED; LOAD_DATA; SAVE_DATA; DATA_LOADED; DATA_SAVED; ANALYZE_TRANSACTION; ANALYSIS_COMPLETE;
    WEBSOCKET_DATA; WEBSOCKET_ERROR; CACHE_GET; CACHE_SET; CACHE_CLEAR; REQUEST_MENU_DATA; SEND_MESSAGE;
    UPDATE_MESSAGE; type; id; timestamp; data; metadata; source; priority; retryCount; originalMessage;
    workerName; workerData; ThreadedZapBot; MessageHandler; SharedMemoryManager; TraderActivityBuffer;
    WorkerErrorHandler; ThreadPool; LoadBalancer; TelegramWorker; TraderMonitorWorker;
    TradeExecutorWorker; telegram; monitor; executor; websocket; cache; analyzer; zapbot.js;
    config/threading.js; workers/telegramWorker.js; workers/traderMonitorWorker.js;
    workers/tradeExecutorWorker.js; workers/dataManagerWorker.js; workers/websocketWorker.js;
    workers/cacheManagerWorker.js; workers/transactionAnalyzerWorker.js; initializeWorkers;
    handleWorkerMessage; handleWorkerError; handleWorkerExit; restartWorker; resetErrorCount; shutdown;
    registerHandler; stopAcceptingNewTasks; errorCounts; restartDelays; sendToWorker; workerStates;
    initializing; isShuttingDown; pollingIntervals; createSharedBuffer; acquireLock; releaseLock;
    writeToBuffer; readFromBuffer; hashWallet; writeTraderActivity; readTraderActivity; transactionCount;
    lastActivity; executeTask; taskQueue; availableWorkers; selectWorker; calculateWorkerScore;
    updateWorkerLoad; loadHistory; workerCapacities; startMonitoring; activeTraders; pollTrader;
    cutoffSignatures; executionQueue; activeExecutions; processTradeExecution; executeTrade;
    buildTransaction; executionId; tokenMint; userWallet; direction; platform; signature; signatures;
    confirmation; activeFlows; handleMenuCommand; handleCallbackQuery; /start; /menu; threads.*.enabled;
    threads.*.maxMemory; threads.*.restartOnError; threads.*.maxRestarts;
    threads.executor.maxConcurrentTrades; threads.telegram; threads.monitor; threads.executor;
    threads.data; threads.websocket; threads.cache; threads.analyzer; performance.maxConcurrentTrades;
    performance.maxQueueSize; performance.workerRestartDelay; performance.heartbeatInterval;
    performance.taskTimeout; performance.maxRetries; sharedMemory.enabled; sharedMemory.bufferSize;
    sharedMemory.maxBuffers; sharedMemory.cleanupInterval; loadBalancing.enabled;
    loadBalancing.algorithm; loadBalancing.updateInterval; least-loaded; round-robin; weighted;
    baseDelay; maxConcurrentTrades; THREADING_ENABLED; MAX_WORKER_MEMORY; WORKER_RESTART_DELAY;
    MAX_CONCURRENT_TRADES; MAX_QUEUE_SIZE; HEARTBEAT_INTERVAL; SHARED_MEMORY_ENABLED; SHARED_BUFFER_SIZE;
    SHARED_BUFFER_COUNT; TASK_TIMEOUT; MAX_RETRIES; LOAD_BALANCING_ENABLED; TELEGRAM_BOT_TOKEN; RPC_URL`),
  vybe: toNames(`
    WorkerMessage; type; data; id; timestamp; Main Thread (Coordinator); Database Thread;
    Token Price Worker; Wallet Activity Worker; Alert Processing Worker; Telegram Bot Worker; index.ts;
    src/workerManager.ts; src/types/workerMessages.ts; src/tokenPriceService.ts; src/pollingService.ts;
    src/tokenAlerts.ts; src/telegram.ts; workers/tokenPriceWorker.ts; workers/walletActivityWorker.ts;
    workers/alertProcessingWorker.ts; workers/telegramBotWorker.ts; Reuse, Don't Rewrite`),
  orderflow: toNames(`
    Logger Worker; Binance Worker; Communication Worker; Storage Worker; ThreadManager;
    WorkerProxyLogger; WorkerMetricsProxy; WorkerCircuitBreakerProxy; WorkerRateLimiterProxy;
    WorkerMessageRouter; IWorkerMetricsCollector; IWorkerCircuitBreaker; EnhancedMetrics;
    MetricsCollector; CircuitBreaker; RateLimiter; DataStreamManager; WebSocketManager;
    src/multithreading/shared/; workerInterfaces.ts; workerMetricsProxy.ts; workerCircuitBreakerProxy.ts;
    workerProxyLogger.ts; workerRateLimiterProxy.ts; workerMessageRouter.ts;
    src/multithreading/threadManager.ts; src/multithreading/workers/binanceWorker.ts;
    src/multithreading/workers/communicationWorker.ts; src/multithreading/workers/storageWorker.ts;
    updateMetric; incrementMetric; getMetrics; getHealthSummary; destroy; canExecute; recordError;
    recordSuccess; execute; isTripped; getStats; errorCount; isOpen; lastTripTime; CircuitState; CLOSED;
    OPEN; HALF_OPEN; batchIntervalMs; queueFlushInterval; maxQueueSize; metrics_batch;
    circuit_breaker_failure; log_message; start; stop; shutdown; status_request; requestId;
    correlationId; generateCorrelationId; gracefulShutdown; worker_uptime; total_requests_processed;
    error_count; processing_latency; connections_active; database_connections_active;
    circuit_breaker_state; errorsCount; connectionsActive; Healthy; Degraded; Disconnected;
    Config.DATASTREAM; Config.WS_PORT; onClientConnect; /api/stats; /api/health; logs/orderflow.log;
    curl http://localhost:3000/api/stats; curl http://localhost:3000/api/health;
    tail -f logs/orderflow.log; connected; disconnected; healthy; unhealthy`),
  calls: toNames(`
    TokenFilterBot; TelegramBot; UserSettingsMixin; PaymentsMixin; RedisManager; WebSocketManager;
    PostgresManager; SmartCache; APIRetryManager; TelegramRateLimiter; Notification Service;
    Reporting Service; Monitoring Service; Multiplier Service; Command Handler; Callback Handler;
    Input Handler; main.py; redis_manager; websocket_manager; session; telegram_session; channels_cache;
    user_settings_cache; subscription_cache; token_queue; user_processing_semaphore; api_semaphore;
    check_health; reconnect; call_with_retry; max_retries; wait_if_needed;
    processed_token:{token_address}:{user_id}; processed_token.timestamp;
    processed_token.channels_checked; processed_token.status; processed_token.channels_called_at;
    channel:{channel_id}:info; win_rate; avg_gain; accepted; rejected; bot.log; payments.log;
    rediserror.log; redisperformance.log; sent_notifications.log; user_settings.log; NOWPayments;
    IPN Callback; /settings; /start; Dual-Write Pattern`),
  platform: toNames(`
    /api/mode/start; /status/detailed; StrategyRunStatus; StrategyRunStatus.botId;
    StrategyRunStatus.userId; StrategyRunStatus.mode; StrategyRunStatus.pid; StrategyRunStatus.config;
    StrategyRunStatus.status; StrategyRunStatus.pausedAt; StrategyRunStatus.stoppedAt;
    StrategyRunStatus.restartCount; StrategyRunStatus.tradesExecuted; Trade; ClosedTrade; Trade.mint;
    Trade.entryPrice; ClosedTrade.exitPrice; Trade.inAmount; ClosedTrade.outAmount; Trade.strategy;
    Trade.walletId; Trade.timestamp; strategyStatusMap; lastTickTimestamps; cooldowns; uptime;
    /runtime/*.json; strategyValidator.js; sniper.js; dipBuyer.js; sniper; scalper; breakout; dipbuyer;
    rebalancer; rotation bot; chadMode; stealth bot; paper trader; outputMint; tokenFeeds; slippage;
    running; paused; stopped`),
} as const;

function toNames(list: string): string[] {
  return list.split(';').map((name) => name.trim());
}
