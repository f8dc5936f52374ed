// The seam below http: one exchange on the wire. The real one is node-fetch.ts; tests and the simulator bring theirs.

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
};

export type HttpAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Chunks as they arrive, inflated. Leaving the iteration early drops the connection. */
  readonly body: AsyncIterable<Uint8Array>;
};

export interface HttpTransport {
  /**
   * Resolves with the answer's head; never follows a redirect. Rejects with HTTP_UNREACHABLE if nothing was sent,
   * HTTP_BROKEN if the connection broke (the body too), HTTP_REQUEST_INVALID, or the reason of the signal.
   */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
}
