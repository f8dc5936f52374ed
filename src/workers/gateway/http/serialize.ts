// Answers become text here, stripped to what their schema declares.
import { serializerCompiler } from 'fastify-type-provider-zod';

type Compile = typeof serializerCompiler;

/**
 * The compiler of Fastify's zod provider, but an answer that several clients are given, as the state of the system, is
 * checked and written once. So a handler that gives an object again must not have changed it.
 */
export const compileSerializer: Compile = (route) => {
  const serialize = serializerCompiler(route);
  // What a change answers may be a secret that is shown once: it must not stay in memory.
  if (route.method !== 'GET') return serialize;
  let last: unknown;
  let text = '';
  return (answer) => {
    if (answer === last && typeof answer === 'object') return text;
    text = serialize(answer);
    last = answer;
    return text;
  };
};
