// The document from which clients are generated (OpenAPI 3.1), and the page that shows it to people.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type RouteName, routes } from '../../../api/index.ts';
import type { RouteDefinition } from '../../../api/route.ts';
import { failure } from '../../../api/words.ts';
import { failureMeanings, failureStatuses } from './failures.ts';

const introduction = `Everything that the dashboard does, for programs. Sign in with an API token of the page Settings:
\`Authorization: Bearer zf_…\`. Every failure has the shape of the schema Failure; its code is explained in docs/errors.md.`;

export async function describeRoutes(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Zapflow', version, description: introduction },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token, made on the page Settings.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-zapflow',
            description: 'The dashboard’s session; changes also need the header `x-zapflow: 1`.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (given) => complete('openapiObject' in given ? given.openapiObject : {}),
  });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false },
  });
  server.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger());
}

type Operation = {
  operationId?: string;
  description?: string;
  security?: unknown;
  responses?: Record<string, unknown>;
};
type Document = {
  paths?: Record<string, Record<string, Operation> | undefined>;
  components?: Record<string, Record<string, unknown>>;
};

/** What holds for all routes alike: how they fail, who may call them. */
function complete(given: object): object {
  const document = given as Document;
  const { $schema: _, ...failureSchema } = z.toJSONSchema(failure, { io: 'output' });
  document.components ??= {};
  document.components['schemas'] = { ...document.components['schemas'], Failure: failureSchema };
  document.components['responses'] = Object.fromEntries(failureStatuses.map(toFailureResponse));
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}))) {
    const route: RouteDefinition | undefined = routes[operation.operationId as RouteName];
    if (!route) continue;
    operation.description = toAccessText(route);
    if (route.access !== 'anyone')
      operation.security = route.peopleOnly ? [{ session: [] }] : [{ token: [] }, { session: [] }];
    operation.responses = { ...toSuccess(route, operation), ...toFailures(route) };
  }
  return withoutLostReferences(document);
}

/** Schemas that hold themselves are made into references to nowhere. Only "any JSON" is such a one. */
function withoutLostReferences(document: Document): object {
  const known = new Set(Object.keys(document.components?.['schemas'] ?? {}));
  const isLost = (ref: unknown) =>
    typeof ref === 'string' && ref.startsWith(SCHEMAS) && !known.has(ref.slice(SCHEMAS.length));
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
    return isLost(value.$ref) ? { description: 'Any JSON.' } : value;
  }) as object;
}

const SCHEMAS = '#/components/schemas/';

function toSuccess({ reply, replyType }: RouteDefinition, { responses = {} }: Operation): object {
  if (!reply) return { 204: { description: 'Done.' } };
  if (replyType) {
    const [type = replyType] = replyType.split(';');
    return { 200: { description: 'Done.', content: { [type]: { schema: { type: 'string' } } } } };
  }
  return { 200: { ...(responses['200'] as object), description: 'Done.' } };
}

function toFailures(route: RouteDefinition): object {
  const refs = failureStatuses
    .filter(
      (status) => (status !== 401 && status !== 403) || route.access !== 'anyone' || route.area === 'session',
    )
    .filter((status) => (status !== 413 && status !== 415) || route.method !== 'GET')
    .map((status) => [status, { $ref: `#/components/responses/Failure${status}` }]);
  return Object.fromEntries(refs);
}

function toFailureResponse(status: number): [string, object] {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } };
  return [`Failure${status}`, { description: failureMeanings[status] ?? 'Refused.', content }];
}

/** Who may call a route, in a sentence. */
export function toAccessText({ access, peopleOnly, stepUp }: RouteDefinition): string {
  if (access === 'anyone') return 'For anyone.';
  const who = `Asks for the role ${access}`;
  const how = peopleOnly ? ', signed in on the dashboard' : '';
  return `${who}${how}${stepUp ? ', with password or code given within the last 5 minutes' : ''}.`;
}
