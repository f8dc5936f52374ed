// Some changes want the password or code once more: whoever meets that waits here until it was given or declined.

export type StepUp = {
  /** Resolves when it was given, false when the person declined. */
  ask(): Promise<boolean>;
  settle(isGiven: boolean): void;
  isAsked(): boolean;
  subscribe(listener: () => void): () => void;
};

export function createStepUp(): StepUp {
  let waiting: ((isGiven: boolean) => void)[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => void listener());
  return {
    ask: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        tell();
      }),
    settle(isGiven) {
      const settled = waiting;
      waiting = [];
      for (const resolve of settled) resolve(isGiven);
      tell();
    },
    isAsked: () => waiting.length > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const stepUp = createStepUp();
