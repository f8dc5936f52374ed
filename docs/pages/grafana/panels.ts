// What the Grafana dashboard shows: rows of panels, from the state of the program down to its single parts.
import { outsideRows } from './outside-rows.ts';
import { chosen, p99, type Row, rate } from './panel.ts';

export const rows: readonly Row[] = [
  {
    title: 'Is it well?',
    panels: [
      { title: 'Uptime', unit: 's', lines: [['min(worker_uptime_seconds)', 'youngest worker']] },
      {
        title: 'Breakers open',
        unit: 'short',
        redFrom: 1,
        lines: [['sum(circuit_breaker_state{peer!="all"} == bool 2)', 'open']],
      },
      {
        title: 'Connections missing',
        unit: 'short',
        redFrom: 1,
        lines: [['sum(zapflow_connections_wanted) - sum(connections_active{kind="outside"})', 'missing']],
      },
      {
        title: 'Fullest queue',
        unit: 'percentunit',
        redFrom: 0.8,
        lines: [['max(zapflow_queue_fill_ratio)', 'full']],
      },
      {
        title: 'Restarts in an hour',
        unit: 'short',
        redFrom: 3,
        lines: [['sum(increase(zapflow_worker_restarts_total[1h]))', 'restarts']],
      },
      {
        title: 'Broken handlers in an hour',
        unit: 'short',
        redFrom: 1,
        lines: [['sum(increase(zapflow_handler_bugs_total[1h]))', 'bugs']],
      },
    ],
  },
  {
    title: 'Work',
    panels: [
      {
        title: 'Handled',
        unit: 'reqps',
        lines: [[rate('total_requests_processed_total', 'worker'), '{{worker}}']],
      },
      { title: 'Errors', unit: 'reqps', lines: [[rate('error_count_total', 'worker'), '{{worker}}']] },
      { title: 'Latency, p99', unit: 's', lines: [[p99('processing_latency_seconds'), '{{worker}}']] },
      { title: 'Waiting', unit: 'short', lines: [[`zapflow_queue_depth${chosen}`, '{{worker}}']] },
    ],
  },
  {
    title: 'Machine',
    panels: [
      {
        title: 'Processor',
        unit: 'percentunit',
        lines: [[rate('zapflow_worker_cpu_seconds_total', 'worker'), '{{worker}}']],
      },
      {
        title: 'Heap',
        unit: 'bytes',
        lines: [
          [`zapflow_worker_heap_bytes${chosen}`, '{{worker}}'],
          [`zapflow_worker_heap_limit_bytes${chosen}`, '{{worker}} limit'],
        ],
      },
      {
        title: 'Memory of the process',
        unit: 'bytes',
        lines: [['zapflow_process_memory_bytes', 'resident']],
      },
      {
        title: 'Delay of the loop, p99',
        unit: 's',
        lines: [[p99('zapflow_event_loop_delay_seconds'), '{{worker}}']],
      },
      {
        title: 'Loop busy',
        unit: 'percentunit',
        lines: [[`zapflow_event_loop_utilization_ratio${chosen}`, '{{worker}}']],
      },
      {
        title: 'Task pools, p99',
        unit: 's',
        lines: [
          [p99('zapflow_pool_wait_seconds'), '{{worker}} waited'],
          [p99('zapflow_pool_run_seconds'), '{{worker}} ran'],
        ],
      },
    ],
  },
  {
    title: 'Messages',
    panels: [
      {
        title: 'Sent',
        unit: 'ops',
        lines: [
          [rate('zapflow_messages_sent_total', 'worker'), '{{worker}}'],
          [rate('zapflow_frames_sent_total', 'worker'), '{{worker}} batches'],
        ],
      },
      {
        title: 'Dropped, invalid, late',
        unit: 'ops',
        lines: [
          [rate('zapflow_messages_dropped_total', 'worker, message'), '{{worker}} {{message}} dropped'],
          [rate('zapflow_messages_invalid_total', 'worker'), '{{worker}} invalid'],
          [rate('zapflow_late_replies_total', 'worker'), '{{worker}} late'],
          [rate('zapflow_stream_records_missed_total', 'worker, stream'), '{{worker}} {{stream}} missed'],
        ],
      },
      {
        title: 'Log lines and figures lost',
        unit: 'ops',
        lines: [
          [rate('zapflow_log_lines_dropped_total', 'worker, by'), '{{worker}} {{by}}'],
          [rate('zapflow_metric_updates_lost_total', 'worker'), '{{worker}} figures'],
        ],
      },
    ],
  },
  {
    title: 'Outside',
    panels: [
      {
        title: 'Connections',
        unit: 'short',
        lines: [[`connections_active${chosen}`, '{{worker}} {{kind}}']],
      },
      {
        title: 'Live connections ended',
        unit: 'ops',
        lines: [[rate('zapflow_live_hung_up_total', 'why'), '{{why}}']],
      },
      {
        title: 'Webhook events not owed',
        unit: 'ops',
        lines: [[rate('zapflow_webhook_events_dropped_total', 'worker'), 'dropped']],
      },
      {
        title: 'MQTT',
        unit: 'short',
        lines: [
          [`zapflow_mqtt_up${chosen}`, '{{broker}} up'],
          [`zapflow_mqtt_queued${chosen}`, 'queued'],
          [rate('zapflow_mqtt_dropped_total', 'qos'), 'dropped/s, QoS {{qos}}'],
          [rate('zapflow_mqtt_cut_off_total', 'worker'), 'readers cut off/s'],
        ],
      },
    ],
  },
  {
    title: 'Storage',
    panels: [
      {
        title: 'Writes',
        unit: 'ops',
        lines: [
          [rate('zapflow_storage_writes_total', 'result'), '{{result}}'],
          [rate('zapflow_storage_commits_total', 'worker'), 'commits'],
          [rate('zapflow_storage_commit_failures_total', 'code'), '{{code}}'],
        ],
      },
      { title: 'Commit, p99', unit: 's', lines: [[p99('zapflow_storage_commit_latency_seconds'), 'commit']] },
      {
        title: 'Waiting',
        unit: 'short',
        lines: [
          [`zapflow_storage_queue_depth${chosen}`, 'writes'],
          [`zapflow_storage_journaled${chosen}`, 'in the journal'],
          [`zapflow_outbox_backlog${chosen}`, 'owed: {{topic}}'],
        ],
      },
      {
        title: 'Connections and removed rows',
        unit: 'short',
        lines: [
          [`database_connections_active${chosen}`, 'connections'],
          [rate('zapflow_storage_rows_removed_total', 'policy'), '{{policy}} removed/s'],
        ],
      },
      {
        title: 'Room on the disk',
        unit: 'bytes',
        lines: [[`zapflow_disk_free_bytes${chosen}`, 'free']],
      },
    ],
  },
  {
    title: 'Cache',
    panels: [
      {
        title: 'Reads',
        unit: 'ops',
        lines: [
          [rate('zapflow_cache_hits_total', 'layer'), '{{layer}} hit'],
          [rate('zapflow_cache_misses_total', 'layer'), '{{layer}} miss'],
          [rate('zapflow_cache_stale_total', 'worker'), 'stale'],
          [rate('zapflow_cache_loads_total', 'kind'), '{{kind}} loaded'],
        ],
      },
      {
        title: 'Values in memory',
        unit: 'short',
        lines: [
          [`zapflow_cache_entries${chosen}`, '{{kind}}'],
          [rate('zapflow_cache_refused_total', 'kind, reason'), '{{kind}} refused/s: {{reason}}'],
        ],
      },
      {
        title: 'Redis',
        unit: 'short',
        lines: [
          [`zapflow_redis_up${chosen}`, 'up'],
          [`zapflow_redis_queued${chosen}`, 'queued'],
          [rate('zapflow_redis_dropped_total', 'worker'), 'dropped/s'],
        ],
      },
    ],
  },
  ...outsideRows,
];
