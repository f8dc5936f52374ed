/** A broker that a test has in its hand, one of several kinds. */
export interface TestBroker {
  readonly port: number;
  /** Dies; what it held is gone. */
  stop(): Promise<void>;
  start(): Promise<void>;
  end(): Promise<void>;
}
