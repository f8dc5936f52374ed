/** What lies below memory. It never rejects: what it cannot tell is not there, and what it cannot do it does later. */
export interface SecondLayer {
  /** Whether everything written and erased so far would be seen by a read. */
  readonly isReadable: boolean;
  read(kind: string, key: string): Promise<string | undefined>;
  write(kind: string, key: string, text: string, lifeMs: number): void;
  erase(kind: string, key: string): void;
}

/** No Redis is configured. */
export const noSecondLayer: SecondLayer = {
  isReadable: false,
  read: async () => undefined,
  write() {},
  erase() {},
};
