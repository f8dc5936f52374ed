// What Node's own server is told: how long a client may take over one request, its header and its body together.

const REQUEST_MS = 10_000;
/** Connections are looked through this often, so a slow one may live so much longer. */
const CHECK_MS = 5000;

/** For Fastify, and for the server of Node under it: `node` goes into its option `http` or `https`. */
export function toTimeLimits(requestMs = REQUEST_MS, checkMs = CHECK_MS) {
  return {
    requestTimeout: requestMs,
    // Node allows a body the greater of both, which would be its own 60 s for the header.
    node: {
      headersTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      // Without one the request is refused by its host like any other; Node would answer in a shape of its own.
      requireHostHeader: false,
    },
  };
}
