// Every package from npm, with its reason.

/** Packages from npm, where they may be used and what for. A package that reaches outside belongs to the seams above. */
export const packages: readonly { readonly name: string; readonly folder: string; readonly why: string }[] = [
  { name: 'zod', folder: 'src/', why: 'Schemas: types and checks from one declaration.' },
  { name: 'yaml', folder: 'src/config/', why: 'Reads zapflow.yaml, with the line of every key.' },
  { name: 'commander', folder: 'src/cli/', why: 'Arguments and help of the command line.' },
  { name: 'pino', folder: 'src/workers/logger/', why: 'Writes log lines to files and the terminal.' },
  { name: 'kysely', folder: 'src/workers/storage/', why: 'Builds and types the queries of both databases.' },
  {
    name: 'lru-cache',
    folder: 'src/core/cache/',
    why: 'Finds what was used least among what is held in memory.',
  },
  { name: 'fastify', folder: 'src/workers/gateway/', why: 'The HTTP server of the gateway.' },
  ...[
    ['fastify-type-provider-zod', 'Checks requests and strips answers by the schemas of the API.'],
    ['@fastify/cookie', 'Reads and writes the cookie of a session.'],
    ['helmet', 'Headers by which browsers refuse what pages should not do.'],
    ['@fastify/rate-limit', 'Counts requests of each client.'],
    ['@fastify/static', 'Sends the files of the dashboard.'],
    ['@fastify/swagger', 'Makes the OpenAPI document from the routes.'],
    ['@fastify/swagger-ui', 'Shows that document to people.'],
    ['@fastify/websocket', 'Upgrades a request that was let in to a WebSocket.'],
  ].map(([name = '', why = '']) => ({ name, folder: 'src/workers/gateway/http/', why })),
  {
    name: 'trading-signals',
    folder: 'src/domain/indicators/library/',
    why: 'Indicators for which there is no published series, pure arithmetic; see docs/decisions/0015-indicators.md.',
  },
  ...[
    [
      '@solana/kit',
      'Types, keys and encodings of Solana, in which actors write transactions and the node reads them.',
    ],
    ['litesvm', 'The virtual machine of Solana with its own programs, which the node runs.'],
    ['@solana-program/system', 'Instructions of the system program for actors.'],
    ['@solana-program/token', 'Instructions and accounts of the token program for actors and the node.'],
    ['@solana-program/token-2022', 'The same of the newer token program with its extensions.'],
  ].map(([name = '', why = '']) => ({ name, folder: 'src/sandbox/solana/', why })),
  { name: 'otpauth', folder: 'src/workers/gateway/security/', why: 'Codes of the second factor (RFC 6238).' },
];
