// Every metric Zapflow exports, once: what the program records, in which unit, and what it means.

export type MetricKind = 'counter' | 'gauge' | 'histogram';

/** The unit in which values are recorded; the exposition converts to base units (`ms` becomes seconds). */
export type MetricUnit = 'none' | 'ms' | 'bytes' | 'ratio';

export type MetricEntry = { readonly kind: MetricKind; readonly unit: MetricUnit; readonly help: string };

export const metricTable = {
  // names of the source documents
  worker_uptime: { kind: 'gauge', unit: 'ms', help: 'Time since the worker became ready.' },
  total_requests_processed: { kind: 'counter', unit: 'none', help: 'Calls, events and requests handled.' },
  error_count: { kind: 'counter', unit: 'none', help: 'Calls, events and requests that ended in an error.' },
  processing_latency: { kind: 'histogram', unit: 'ms', help: 'Time a handler took for one call or event.' },
  connections_active: { kind: 'gauge', unit: 'none', help: 'Open connections, by kind: outside, websocket.' },
  database_connections_active: { kind: 'gauge', unit: 'none', help: 'Open database connections.' },
  circuit_breaker_state: {
    kind: 'gauge',
    unit: 'none',
    help: 'Breaker by peer: 0 closed, 1 half-open, 2 open; peer "all" is the worst of a worker.',
  },

  // order flow
  zapflow_feed_missed: {
    kind: 'counter',
    unit: 'none',
    help: 'Records of the market feed that were overwritten before they were read.',
  },
  zapflow_feed_refused: {
    kind: 'counter',
    unit: 'none',
    help: 'Messages of a market that cannot be true and were left out: malformed, empty, far from the price.',
  },

  // workers
  zapflow_worker_heap: {
    kind: 'gauge',
    unit: 'bytes',
    help: 'Heap in use by the worker, that of its thread.',
  },
  zapflow_worker_heap_limit: {
    kind: 'gauge',
    unit: 'bytes',
    help: 'Heap at which the worker is ended, that of its thread.',
  },
  zapflow_worker_cpu: {
    kind: 'counter',
    unit: 'ms',
    help: 'Processor time used by the worker, that of its thread.',
  },
  zapflow_event_loop_delay: {
    kind: 'histogram',
    unit: 'ms',
    help: 'How late the event loop ran its timers.',
  },
  zapflow_event_loop_utilization: { kind: 'gauge', unit: 'ratio', help: 'Share of time the loop was busy.' },
  zapflow_worker_restarts: { kind: 'counter', unit: 'none', help: 'Restarts of the worker.' },
  zapflow_process_memory: { kind: 'gauge', unit: 'bytes', help: 'Resident memory of the process.' },

  zapflow_connections_wanted: {
    kind: 'gauge',
    unit: 'none',
    help: 'Connections to the outside that should be open.',
  },

  // messages
  zapflow_queue_fill: { kind: 'gauge', unit: 'ratio', help: 'How full the fullest queue of the worker is.' },
  zapflow_queue_depth: { kind: 'gauge', unit: 'none', help: 'Messages waiting in a queue.' },
  zapflow_messages_sent: { kind: 'counter', unit: 'none', help: 'Messages handed to a link.' },
  zapflow_frames_sent: { kind: 'counter', unit: 'none', help: 'Batches of messages posted to a port.' },
  zapflow_messages_dropped: { kind: 'counter', unit: 'none', help: 'Messages dropped, by message class.' },
  zapflow_messages_invalid: { kind: 'counter', unit: 'none', help: 'Messages that broke their contract.' },
  zapflow_handler_bugs: { kind: 'counter', unit: 'none', help: 'Handlers that threw a foreign error.' },
  zapflow_late_replies: { kind: 'counter', unit: 'none', help: 'Replies that came after their deadline.' },
  zapflow_stream_records_missed: { kind: 'counter', unit: 'none', help: 'Records a slow reader lost.' },
  zapflow_log_lines_dropped: {
    kind: 'counter',
    unit: 'none',
    help: 'Log lines dropped because of overload.',
  },
  zapflow_metric_updates_lost: {
    kind: 'counter',
    unit: 'none',
    help: 'Metric updates lost: region full, too many series, or not a number.',
  },

  // live connections
  zapflow_live_hung_up: {
    kind: 'counter',
    unit: 'none',
    help: 'Live connections that the gateway ended, by reason.',
  },

  // task pools
  zapflow_pool_wait: { kind: 'histogram', unit: 'ms', help: 'Time a task waited for a thread.' },
  zapflow_pool_run: { kind: 'histogram', unit: 'ms', help: 'Time a task ran.' },

  // storage
  zapflow_storage_commits: {
    kind: 'counter',
    unit: 'none',
    help: 'Transactions committed to the database.',
  },
  zapflow_storage_writes: {
    kind: 'counter',
    unit: 'none',
    help: 'Writes that got their outcome, by result: done or failed.',
  },
  zapflow_storage_commit_latency: {
    kind: 'histogram',
    unit: 'ms',
    help: 'Time from the first write of a transaction to the end of its commit.',
  },
  zapflow_storage_commit_failures: {
    kind: 'counter',
    unit: 'none',
    help: 'Transactions that could not be committed, by error code.',
  },
  zapflow_disk_free: { kind: 'gauge', unit: 'bytes', help: 'Room on the disk of the data folder.' },
  zapflow_storage_queue_depth: { kind: 'gauge', unit: 'none', help: 'Writes not committed yet.' },
  zapflow_storage_journaled: { kind: 'gauge', unit: 'none', help: 'Writes in the local journal.' },
  zapflow_storage_rows_removed: {
    kind: 'counter',
    unit: 'none',
    help: 'Rows older than they are kept that were removed, by policy.',
  },
  zapflow_outbox_backlog: { kind: 'gauge', unit: 'none', help: 'Messages not confirmed yet, by topic.' },

  // messages to the outside
  zapflow_webhook_events_dropped: {
    kind: 'counter',
    unit: 'none',
    help: 'Events not owed to a receiver because too many wait for it.',
  },
  zapflow_mqtt_up: { kind: 'gauge', unit: 'none', help: 'MQTT broker: 1 connected, 0 away.' },
  zapflow_mqtt_queued: { kind: 'gauge', unit: 'none', help: 'Messages the broker has not confirmed.' },
  zapflow_mqtt_dropped: {
    kind: 'counter',
    unit: 'none',
    help: 'Messages given up, by quality of service: figures replaced by newer ones, others for lack of room.',
  },
  zapflow_mqtt_cut_off: {
    kind: 'counter',
    unit: 'none',
    help: 'Readers of the embedded broker that were let go because they took nothing.',
  },

  // venues
  zapflow_venue_messages: { kind: 'counter', unit: 'none', help: 'Stream messages received from a venue.' },
  zapflow_venue_streams: { kind: 'gauge', unit: 'none', help: 'Streams wanted from a venue.' },
  zapflow_venue_connections_ended: {
    kind: 'counter',
    unit: 'none',
    help: 'Stream connections that ended or were replaced: lost, planned, silent, announced.',
  },
  zapflow_venue_silences: {
    kind: 'counter',
    unit: 'none',
    help: 'Times that nothing came of a symbol though it should have.',
  },
  zapflow_venue_streams_refused: { kind: 'counter', unit: 'none', help: 'Streams a venue would not give.' },
  zapflow_venue_weight_used: {
    kind: 'gauge',
    unit: 'none',
    help: 'Request weight of the last minute as the venue counted it.',
  },
  zapflow_venue_clock_offset: {
    kind: 'gauge',
    unit: 'ms',
    help: 'How far the clock of the venue is ahead of ours.',
  },
  zapflow_venue_listings_skipped: {
    kind: 'counter',
    unit: 'none',
    help: 'Instruments of a venue that could not be read.',
  },

  // Solana
  zapflow_solana_transactions: {
    kind: 'counter',
    unit: 'none',
    help: 'Transactions of followed addresses, by result: recorded, late among them, withdrawn, given-up.',
  },
  zapflow_solana_gaps: {
    kind: 'counter',
    unit: 'none',
    help: 'Times that the history of a followed wallet could not be read completely.',
  },
  zapflow_solana_waiting: { kind: 'gauge', unit: 'none', help: 'Transactions seen and not recorded yet.' },
  zapflow_solana_slots_behind: {
    kind: 'gauge',
    unit: 'none',
    help: 'Slots from the oldest that is not wholly recorded to the newest a node told of.',
  },
  zapflow_solana_followed: { kind: 'gauge', unit: 'none', help: 'Addresses that are followed.' },
  zapflow_solana_catching_up: {
    kind: 'gauge',
    unit: 'none',
    help: 'Followed addresses of which older transactions are being read.',
  },
  zapflow_solana_calls: {
    kind: 'counter',
    unit: 'none',
    help: 'Calls to a Solana node, those of a batch one by one, by what they ask for.',
  },
  zapflow_solana_call_failures: {
    kind: 'counter',
    unit: 'none',
    help: 'Requests to a Solana node that failed, by error code.',
  },

  // cache
  zapflow_cache_hits: { kind: 'counter', unit: 'none', help: 'Reads answered, by kind and layer.' },
  zapflow_cache_misses: { kind: 'counter', unit: 'none', help: 'Reads a layer could not answer, by kind.' },
  zapflow_cache_stale: { kind: 'counter', unit: 'none', help: 'Reads answered with a value under renewal.' },
  zapflow_cache_loads: { kind: 'counter', unit: 'none', help: 'Loads from the source, by kind.' },
  zapflow_cache_refused: { kind: 'counter', unit: 'none', help: 'Values not stored, by kind and reason.' },
  zapflow_cache_entries: { kind: 'gauge', unit: 'none', help: 'Values in memory, by kind.' },
  zapflow_redis_up: { kind: 'gauge', unit: 'none', help: 'Redis: 1 in use, 0 gone.' },
  zapflow_redis_queued: { kind: 'gauge', unit: 'none', help: 'Writes Redis has not confirmed.' },
  zapflow_redis_dropped: {
    kind: 'counter',
    unit: 'none',
    help: 'Writes given up because the queue was full.',
  },
} as const satisfies Record<string, MetricEntry>;

/** What tells apart the series of one name. Each has few values, and none is of a person, a token, a wallet or an amount. */
export const labelTable = {
  asked: 'of a Solana node: transaction, history, status, block, slot, account, other',
  broker: 'an MQTT broker: outside, embedded',
  by: 'what dropped a line: ring, terminal',
  code: 'an error code',
  kind: 'a kind of connection or of cached value',
  layer: 'of the cache: near, memory, redis, all',
  message: 'a message of a contract',
  peer: 'a service outside, or all',
  policy: 'of retention',
  qos: 'quality of service of MQTT',
  reason: 'why a value was not stored',
  result: 'done, failed; of a transaction recorded, late, withdrawn, given-up',
  stream: 'a stream of a contract',
  topic: 'of the outbox',
  why: 'why a connection was ended',
  worker: 'a worker',
} as const;

export type LabelName = keyof typeof labelTable;

export type MetricName = keyof typeof metricTable;

/** The names of one kind, so that a gauge cannot be opened as a counter. */
export type MetricNameOf<Kind extends MetricKind> = {
  [Name in MetricName]: (typeof metricTable)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
