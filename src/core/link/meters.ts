/** What a link counts. The host plugs in shared-memory cells; a link never knows where its figures go. */
export interface LinkMeters {
  /** A call or event was handled. */
  handled(durationMs: number, count: number): void;
  /** A handler failed; `bug` when it was not an error of the contract's world. */
  failed(isBug: boolean, error: unknown, name: string): void;
  /** A message did not match its contract. */
  invalid(name: string): void;
  /** A message was dropped by the policy of its class. */
  dropped(name: string): void;
  /** A subscriber left no room for an event for as long as a call may take; told once until it has room again. */
  stalled(name: string, subscriber: string): void;
  /** A reply came after its caller had given up. */
  lateReply(): void;
  /** A slow reader lost this many records of a stream. */
  missed(name: string, records: number): void;
  /** A batch with this many messages was posted. */
  posted(messages: number): void;
}
