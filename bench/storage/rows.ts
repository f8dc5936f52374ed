// A row as the product stores them: seven columns, about 150 bytes, one index.
export function traceRow(at: number) {
  return {
    id: `storage.k3f2a.${at}`,
    correlationId: `c${at >> 3}`,
    parentId: `gateway.k3f2a.${at}`,
    worker: 'executor',
    step: 'order.filled',
    at: 1_795_000_000_000 + at,
    details: '{"symbol":"BTCUSDT","side":"buy","price":"64231.57","size":"0.25"}',
  };
}
