// Answers become text here, stripped to what their schema declares.
import type { FastifySerializerCompiler } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';

type ZodRoute = Parameters<typeof serializerCompiler>[0];

/**
 * For routes that give several clients one and the same object, as the state of the system: it is checked and written
 * once. So a handler that gives an object again must not have changed it. The last answer stays in memory.
 */
export const compileShared: FastifySerializerCompiler<unknown> = (route) => {
  // Fastify's types take the schemas of a route for the one of its reply.
  const serialize = serializerCompiler(route as ZodRoute);
  let last: unknown;
  let text = '';
  return (answer) => {
    if (answer === last && typeof answer === 'object') return text;
    text = serialize(answer);
    last = answer;
    return text;
  };
};
