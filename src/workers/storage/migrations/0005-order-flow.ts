// What the analyst found and made: signals, what became of them, anomalies, candles and footprint bars.
import type { SchemaChange } from './schema-change.ts';
import { withColumns } from './with-columns.ts';

export const orderFlow: SchemaChange = {
  name: 'order-flow',
  async up(schema) {
    const double = 'double precision';
    await withColumns(
      schema.createTable('signals').addColumn('id', 'text', (id) => id.primaryKey()),
      { instrument: 'text', type: 'text', side: 'text', event_at: double, confidence: double },
      { confidence_step: 'integer', score_step: 'integer', payload: 'text' },
    ).execute();
    for (const key of ['instrument', 'type'])
      await schema.createIndex(`signals_${key}`).on('signals').columns([key, 'event_at']).execute();
    await schema.createIndex('signals_time').on('signals').columns(['event_at', 'id']).execute();
    let outcomes = withColumns(
      schema.createTable('signal_outcomes').addColumn('signal_id', 'text', (id) => id.primaryKey()),
      { state: 'text', drawdown_bps: double, best_bps: double, known: 'integer' },
    );
    for (const name of ['ended_at', 'end_bps', 'return_1', 'return_5', 'return_15', 'return_60'])
      outcomes = outcomes.addColumn(name, double);
    await outcomes.execute();
    await schema.createIndex('signal_outcomes_state').on('signal_outcomes').column('state').execute();
    await withColumns(
      schema.createTable('anomalies').addColumn('id', 'text', (id) => id.primaryKey()),
      { instrument: 'text', type: 'text', severity: 'text', event_at: double, payload: 'text' },
    ).execute();
    await schema
      .createIndex('anomalies_instrument')
      .on('anomalies')
      .columns(['instrument', 'event_at'])
      .execute();
    await schema.createIndex('anomalies_time').on('anomalies').columns(['event_at', 'id']).execute();
    await withColumns(
      schema.createTable('candles'),
      { instrument: 'text', interval_ms: 'integer', open_at: 'bigint', open: 'text', high: 'text' },
      { low: 'text', close: 'text', volume: 'text' },
    )
      .addColumn('delta', 'text')
      .addPrimaryKeyConstraint('candles_key', ['instrument', 'interval_ms', 'open_at'])
      .execute();
    await schema.createIndex('candles_time').on('candles').columns(['interval_ms', 'open_at']).execute();
    await withColumns(schema.createTable('footprint_bars'), {
      instrument: 'text',
      open_at: 'bigint',
      payload: 'text',
      rows: 'text',
    })
      .addPrimaryKeyConstraint('footprint_bars_key', ['instrument', 'open_at'])
      .execute();
    await schema.createIndex('footprint_bars_time').on('footprint_bars').column('open_at').execute();
  },
};
