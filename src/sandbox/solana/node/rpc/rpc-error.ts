// The refusals of a node, with their numbers.

export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const rpcCode = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  preflightFailed: -32002,
  signatureWrong: -32003,
  blockNotAvailable: -32004,
  nodeUnhealthy: -32005,
  slotSkipped: -32007,
  slotNotStored: -32009,
  statusNotYet: -32014,
  unsupportedVersion: -32015,
  contextTooOld: -32016,
} as const;

export function invalidParams(message: string): RpcError {
  return new RpcError(rpcCode.invalidParams, message);
}
