// Exchanges and the chain: what is seen of them, and what it takes.
import { chosen, type Row, rate } from './panel.ts';

export const outsideRows: readonly Row[] = [
  {
    title: 'Market data',
    panels: [
      {
        title: 'Messages',
        unit: 'short',
        lines: [
          [rate('zapflow_venue_messages_total', 'peer'), '{{peer}}/s'],
          [rate('zapflow_feed_missed_total', 'worker'), 'missed by {{worker}}/s'],
          [rate('zapflow_feed_refused_total', 'peer, why'), 'refused of {{peer}}, {{why}}/s'],
        ],
      },
      {
        title: 'Streams',
        unit: 'short',
        lines: [
          [`zapflow_venue_streams${chosen}`, '{{peer}}'],
          [rate('zapflow_venue_connections_ended_total', 'peer'), 'ended/s: {{peer}}'],
          [rate('zapflow_venue_silences_total', 'peer'), 'silent/s: {{peer}}'],
          [rate('zapflow_venue_streams_refused_total', 'peer'), 'refused/s: {{peer}}'],
        ],
      },
      {
        title: 'Weight of requests',
        unit: 'short',
        lines: [
          [`zapflow_venue_weight_used${chosen}`, '{{peer}}'],
          [rate('zapflow_venue_listings_skipped_total', 'peer'), 'listings not understood/s: {{peer}}'],
        ],
      },
      {
        title: 'Clock of the exchange ahead of ours',
        unit: 's',
        lines: [[`zapflow_venue_clock_offset_seconds${chosen}`, '{{peer}}']],
      },
    ],
  },
  {
    title: 'Solana',
    panels: [
      {
        title: 'Transactions',
        unit: 'ops',
        lines: [
          [rate('zapflow_solana_transactions_total', 'result'), '{{result}}'],
          [rate('zapflow_solana_gaps_total', 'worker'), 'histories not complete'],
        ],
      },
      {
        title: 'Followed',
        unit: 'short',
        lines: [
          [`zapflow_solana_followed${chosen}`, 'followed'],
          [`zapflow_solana_catching_up${chosen}`, 'catching up'],
          [`zapflow_solana_waiting${chosen}`, 'transactions waiting'],
          [`zapflow_solana_slots_behind${chosen}`, 'slots behind'],
        ],
      },
      {
        title: 'Calls to nodes',
        unit: 'ops',
        lines: [
          [rate('zapflow_solana_calls_total', 'peer, asked'), '{{peer}} {{asked}}'],
          [rate('zapflow_solana_call_failures_total', 'peer, code'), '{{peer}} failed: {{code}}'],
        ],
      },
    ],
  },
];
