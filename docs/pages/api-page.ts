// The text of docs/api.md; `npm run docs` writes it.
import { z } from 'zod';
import { routes } from '../../src/api/index.ts';
import { rolePurposes } from '../../src/api/roles.ts';
import { type Area, areas, type RouteDefinition } from '../../src/api/route.ts';
import { failureMeanings } from '../../src/workers/gateway/http/failures.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# The API

Generated from \`src/api\` by \`npm run docs\`; a test holds it in step. A running Zapflow shows the same at \`/api/docs\` and gives
clients to generate from (OpenAPI 3.1) at \`/api/openapi.json\`. What changes live comes over [\`/ws\`](websocket.md).

\`\`\`sh
curl http://localhost:3000/api/health
curl -H 'Authorization: Bearer zf_…' http://localhost:3000/api/stats
curl -H 'Authorization: Bearer zf_…' -H 'Content-Type: application/json' -d '{"reason":"news"}' http://localhost:3000/api/stop
\`\`\`

Programs use an API token of the page Settings; [security](security.md) says how people sign in. In sandbox mode on a loopback
address whoever asks may see what a viewer sees.

Bodies are JSON of at most 256 kB, not compressed; unknown keys are refused, in queries too. Where every field may be left out, so may the body. Times are milliseconds since 1970.
Every answer has an \`x-correlation-id\`, by which \`zapflow logs\` and \`/api/logs\` find what the request caused. A token may make
100 requests a minute, a session of the dashboard 1000 (\`gateway.rateLimit\`): \`RateLimit-Limit\`, \`RateLimit-Remaining\` and
\`RateLimit-Reset\` (in seconds) say how many are left, and \`Retry-After\` comes with 429.

## Failures

\`\`\`json
{ "error": { "code": "REQUEST_INVALID", "message": "…", "problems": [{ "path": "body/role", "message": "…" }], "correlationId": "…" } }
\`\`\`

Branch on the status, or on the code where it matters; [errors](errors.md) explains each.
`;

/** The whole page, from the registry alone. */
export function toApiPage(): string {
  const statuses = Object.entries(failureMeanings).map(([status, meaning]) => [status, meaning]);
  return [
    introduction,
    toTable(['status', 'meaning'], statuses),
    '\n## Roles\n',
    toTable(
      ['role', 'what it is for'],
      Object.entries(rolePurposes).map(([role, purpose]) => [code(role), purpose]),
    ),
    '\nA token has at most the role of who made it, and can be limited to areas, which are the headings below. *People* marks what a',
    'token cannot do; *proof* what asks for password or code within the last five minutes (`POST /api/session/step-up`).',
    ...areas.flatMap(toChapter),
    '',
  ].join('\n');
}

function toChapter(area: Area): string[] {
  const own = Object.entries<RouteDefinition>(routes).filter(([, route]) => route.area === area);
  if (own.length === 0) return [];
  const overview = toTable(
    ['request', 'what it does', 'for', 'name'],
    own.map(([name, route]) => [
      code(`${route.method} ${route.path}`),
      route.summary,
      toWho(route),
      code(name),
    ]),
  );
  return [
    `\n## ${area[0]?.toUpperCase()}${area.slice(1)}\n`,
    overview,
    ...own.flatMap(([, route]) => toFields(route)),
  ];
}

function toWho({ access, peopleOnly, stepUp }: RouteDefinition): string {
  return [access, peopleOnly ? 'people' : '', stepUp ? 'proof' : ''].filter(Boolean).join(', ');
}

function toFields(route: RouteDefinition): string[] {
  const given = (['params', 'query', 'body'] as const).flatMap((place) => {
    const schema = route[place];
    return schema ? toRows(toShape(schema, 'input')).map((row) => [place, ...row]) : [];
  });
  const reply = route.reply && !route.replyType ? toShape(route.reply, 'output') : undefined;
  if (given.length === 0 && !reply) return [];
  return [
    `\n### ${code(`${route.method} ${route.path}`)}\n`,
    ...(given.length > 0 ? [toTable(['in', 'field', 'type'], given)] : []),
    ...(reply ? [`${given.length > 0 ? '\n' : ''}Answers ${toType(reply)}.`] : []),
  ];
}

type Shape = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
};

function toShape(schema: z.ZodType, io: 'input' | 'output'): Shape {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape;
}

function toRows({ properties = {}, required = [] }: Shape): string[][] {
  return Object.entries(properties).map(([name, shape]) => {
    const isLeftOut = required.includes(name) ? '' : ', may be left out';
    const standard = shape.default === undefined ? '' : ` (${code(JSON.stringify(shape.default))})`;
    return [code(name), `${toType(shape)}${toBounds(shape)}${isLeftOut}${standard}`];
  });
}

function toType({ type, enum: values, anyOf, properties, items }: Shape): string {
  if (values) return values.map((value) => code(JSON.stringify(value))).join(' or ');
  if (anyOf) return [...new Set(anyOf.map(toType))].join(' or ');
  if (items) return `a list of ${toType(items)}`;
  if (properties) return `{ ${Object.keys(properties).map(code).join(', ')} }`;
  if (type === undefined) return 'a value';
  return type === 'object' ? 'an object' : String(type);
}

function toBounds({ type, minimum, maximum, minLength, maxLength }: Shape): string {
  const from = type === 'string' ? minLength : minimum;
  const to = type === 'string' ? maxLength : maximum;
  const isBound = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  const unit = type === 'string' ? ' characters' : '';
  if (isBound(from) && isBound(to)) return `, ${from} to ${to}${unit}`;
  if (isBound(to)) return `, at most ${to}${unit}`;
  return isBound(from) ? `, at least ${from}${unit}` : '';
}
