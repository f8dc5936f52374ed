// The text of docs/websocket.md; `npm run docs` writes it.
import { z } from 'zod';
import {
  clientFrame,
  closeCodes,
  closeMeanings,
  type EndReason,
  liveFailures,
  liveLimits,
  serverFrame,
  type TopicDefinition,
  topics,
} from '../../src/api/live.ts';
import { code, toTable } from './markdown.ts';

const { helloMs, heartbeatMs, frameBytes, frames, framesMs } = liveLimits;

const introduction = `# The live connection

Generated from \`src/api/live.ts\` by \`npm run docs\`; a test holds it in step.

At \`/ws\` a client subscribes to topics. Of each it gets a snapshot of what is, then a delta for whatever changes; when it comes
back after a cut and says where it was, it gets what it missed. Every frame is one JSON text, plain WebSocket without compression.

## Signing in

Browsers are known by their session cookie, and pages of other origins are refused. Programs send an API token in the first frame,
within ${helloMs / 1000} seconds: \`{"type": "hello", "token": "zf_…"}\`. What is sent behind it is done once the token was checked. In
sandbox mode on a loopback address whoever connects may look around without either. When a session or token ends, or rights change,
the connection is closed.

## Staying in step

1. Subscribe: \`{"type": "subscribe", "id": 1, "topic": "alerts"}\`. The answer is \`done\`, then a \`snapshot\`, then \`delta\`s.
2. Keep \`epoch\` and \`seq\` of the last frame of each topic.
3. After a cut wait a moment (longer each time, with some chance in it), connect, and subscribe again with what was kept:
   \`{"type": "subscribe", "id": 1, "topic": "alerts", "epoch": "…", "afterSeq": 41}\`. Deltas 42 and on follow, each once and in
   order. Where that was too long ago, or the program began anew, a \`snapshot\` comes instead: it takes the place of everything.

A topic of an instrument (\`"filter": {"instrument": "usdm:BTCUSDT"}\`) counts for each instrument anew, under an epoch of its own.

Sequence numbers only grow. They jump where a filter lets nothing through and where \`skipped\` counts what a slow client did not
get; nothing is ever lost in between. A slow client of a topic that keeps the *latest* gets only the newest delta, which tells
everything anew. One that keeps *all* hangs up with ${closeCodes.tooSlow} on a client for which more waits than is kept. Topics of an
instrument send *a snapshot* for what is no longer kept: it may come at any time, and takes the place of everything.

## Limits

A frame from a client has at most ${frameBytes / 1024} KiB, and there are at most ${frames} of them in ${framesMs / 1000} seconds, pings below the
protocol included. Who is silent for ${heartbeatMs / 1000} seconds is pinged, and given up after as long again; a client that cannot see
such pings, as in a browser, sends \`{"type": "ping", "id": 1}\` every ${heartbeatMs / 1000} seconds and takes a missing \`pong\` for a cut. One
connection has one subscription a topic: another one takes its place.
`;

const example = `## A client

\`\`\`js
const places = {};
let pauseMs = 500;
function connect() {
  const socket = new WebSocket('ws://127.0.0.1:3000/ws');
  socket.onopen = () => {
    pauseMs = 500;
    for (const topic of ['system', 'alerts'])
      socket.send(JSON.stringify({ type: 'subscribe', id: 1, topic, ...places[topic] }));
  };
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type === 'snapshot') replace(frame.topic, frame.data);
    if (frame.type === 'delta') change(frame.topic, frame.data);
    if (frame.topic) places[frame.topic] = { epoch: frame.epoch, afterSeq: frame.seq };
  };
  socket.onclose = () => {
    setTimeout(connect, pauseMs * (0.5 + Math.random()));
    pauseMs = Math.min(30_000, pauseMs * 2);
  };
}
connect();
\`\`\`
`;

/** The whole page, from the registry of topics and the protocol alone. */
export function toWebsocketPage(): string {
  const codes = Object.entries(closeCodes) as [EndReason, number][];
  return [
    introduction,
    '## Topics\n',
    toTable(
      ['topic', 'what it tells', 'least role', 'area', 'filter', 'a slow client gets', 'deltas kept'],
      Object.entries(topics).map(([name, topic]) => toTopicRow(name, topic)),
    ),
    '\nThe data of each, as TypeScript would say it:\n',
    ...Object.entries(topics).map(([name, topic]) => toTopicTypes(name, topic)),
    '## Frames of a client\n',
    toFrames(clientFrame),
    '## Frames of the server\n',
    toFrames(serverFrame),
    '## What may be wrong\n',
    toTable(
      ['code', 'meaning'],
      Object.entries(liveFailures).map(([name, meaning]) => [code(name), meaning]),
    ),
    '\n## Why the server hangs up\n',
    toTable(
      ['code', 'name', 'what happened and what to do'],
      codes
        .toSorted(([, a], [, b]) => a - b)
        .map(([name, number]) => [code(String(number)), name, closeMeanings[name]]),
    ),
    `\n${example}`,
  ].join('\n');
}

const slowWords: Readonly<Record<TopicDefinition['whenSlow'], string>> = {
  latest: 'the latest',
  all: 'all',
  anew: 'a snapshot',
};

function toTopicRow(name: string, topic: TopicDefinition): string[] {
  const filters = Object.keys(topic.filter?.shape ?? {}).map(code);
  return [
    code(name),
    topic.summary,
    topic.access,
    topic.area,
    filters.join(', ') || '—',
    slowWords[topic.whenSlow],
    String(topic.backlog),
  ];
}

function toTopicTypes(name: string, { snapshot, delta, filter }: TopicDefinition): string {
  const lines = Object.entries({ filter, snapshot, delta }).flatMap(([what, schema]) =>
    schema ? `// ${name}: ${what}\n${toType(toSchema(schema))}` : [],
  );
  return `\`\`\`ts\n${lines.join('\n\n')}\n\`\`\`\n`;
}

function toFrames(union: z.ZodDiscriminatedUnion): string {
  const types = (toSchema(union).oneOf ?? toSchema(union).anyOf ?? []).map((frame) => toType(frame));
  return `\`\`\`ts\n${types.join('\n')}\n\`\`\`\n`;
}

type Schema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
};

function toSchema(type: z.ZodType): Schema {
  return z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;
}

function toType(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  // Only the data of frames refers to itself: any JSON.
  if (schema.$ref !== undefined || either?.some(({ $ref, items }) => $ref ?? items?.$ref)) return 'unknown';
  if (either) return either.map((part) => toType(part, indent)).join(' | ');
  if (schema.type === 'array') return `${toType(schema.items ?? {}, indent)}[]`;
  if (schema.type === 'object') return toObjectType(schema, indent);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['unknown']);
  return types.map((type) => (type === 'integer' ? 'number' : type)).join(' | ');
}

function toObjectType({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (!properties)
    return `{ [name: string]: ${typeof additionalProperties === 'object' ? toType(additionalProperties, indent) : 'unknown'} }`;
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${toType(field, `${indent}  `)}`,
  );
  const line = `{ ${fields.join('; ')} }`;
  if (line.length + indent.length <= 100 && !line.includes('\n')) return line;
  return `{\n${fields.map((field) => `${indent}  ${field};`).join('\n')}\n${indent}}`;
}
