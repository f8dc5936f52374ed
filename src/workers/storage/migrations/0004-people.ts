// Who may ask, what was asked, and what people are told: accounts, the audit, the stop, alerts, receivers of webhooks.
import type { ColumnDataType, CreateTableBuilder, SchemaModule } from 'kysely';
import type { SchemaChange } from './schema-change.ts';

export const people: SchemaChange = {
  name: 'people',
  async up(schema, { serial }) {
    await createAccounts(schema);
    await createAudit(schema);
    await withColumns(
      schema.createTable('trading_stop').addColumn('id', 'integer', (id) => id.primaryKey()),
      {
        is_stopped: 'integer',
        changed_at: 'bigint',
        changed_by: 'text',
        reason: 'text',
      },
    ).execute();
    await createAlerts(schema, serial as never);
    await withColumns(
      keyed(schema, 'webhooks', 'id'),
      { name: 'text', url: 'text', secret: 'text', topics: 'text', created_at: 'bigint' },
      { disabled_at: 'bigint', last_at: 'bigint', last_delivered: 'integer', last_says: 'text' },
    ).execute();
  },
};

async function createAccounts(schema: SchemaModule): Promise<void> {
  await withColumns(
    keyed(schema, 'users', 'id').addColumn('name', 'text', (name) => name.notNull().unique()),
    { password_hash: 'text', role: 'text', created_at: 'bigint' },
    { totp: 'text', totp_step: 'bigint', disabled_at: 'bigint' },
  ).execute();
  await withColumns(
    keyed(schema, 'sessions', 'id_hash'),
    { user_id: 'text', created_at: 'bigint', seen_at: 'bigint', address: 'text', agent: 'text' },
    { step_up_until: 'bigint' },
  ).execute();
  await schema.createIndex('sessions_user').on('sessions').columns(['user_id', 'created_at']).execute();
  await schema.createIndex('sessions_age').on('sessions').column('created_at').execute();
  await withColumns(
    keyed(schema, 'api_tokens', 'id').addColumn('hash', 'text', (hash) => hash.notNull().unique()),
    { name: 'text', user_id: 'text', role: 'text', created_at: 'bigint' },
    { areas: 'text', expires_at: 'bigint', used_at: 'bigint', revoked_at: 'bigint' },
  ).execute();
  await schema.createIndex('api_tokens_user').on('api_tokens').column('user_id').execute();
  await withColumns(
    keyed(schema, 'login_failures', 'name'),
    { count: 'integer', first_at: 'bigint' },
    { until_at: 'bigint' },
  ).execute();
  await schema.createIndex('login_failures_age').on('login_failures').column('first_at').execute();
}

/** Its numbers are given by whoever writes it, because each is part of what its row is proved by. */
async function createAudit(schema: SchemaModule): Promise<void> {
  await withColumns(
    schema.createTable('audit').addColumn('seq', 'bigint', (seq) => seq.primaryKey()),
    {
      at: 'bigint',
      actor: 'text',
      action: 'text',
      target: 'text',
      details: 'text',
      previous_hash: 'text',
      hash: 'text',
    },
  ).execute();
  await schema.createIndex('audit_actor').on('audit').columns(['actor', 'seq']).execute();
  await schema.createIndex('audit_action').on('audit').columns(['action', 'seq']).execute();
}

async function createAlerts(schema: SchemaModule, serial: ColumnDataType): Promise<void> {
  await withColumns(
    schema
      .createTable('alerts')
      .addColumn('seq', serial)
      .addColumn('id', 'text', (id) => id.notNull().unique()),
    { kind: 'text', severity: 'text', title: 'text', says: 'text', raised_at: 'bigint' },
    { cleared_at: 'bigint', read_at: 'bigint' },
  ).execute();
  await schema.createIndex('alerts_read').on('alerts').columns(['read_at', 'seq']).execute();
  await schema.createIndex('alerts_cleared').on('alerts').columns(['cleared_at', 'seq']).execute();
  await withColumns(keyed(schema, 'alert_mutes', 'kind'), { until_at: 'bigint' }).execute();
}

type Builder = CreateTableBuilder<string, string>;
type Columns = Readonly<Record<string, ColumnDataType>>;

function keyed(schema: SchemaModule, table: string, key: string): Builder {
  return schema.createTable(table).addColumn(key, 'text', (column) => column.primaryKey());
}

/** The first are always filled, the others may be empty. */
function withColumns(
  table: CreateTableBuilder<string, string>,
  filled: Columns,
  empty: Columns = {},
): Builder {
  let builder: Builder = table;
  for (const [name, type] of Object.entries(filled))
    builder = builder.addColumn(name, type, (column) => column.notNull());
  for (const [name, type] of Object.entries(empty)) builder = builder.addColumn(name, type);
  return builder;
}
