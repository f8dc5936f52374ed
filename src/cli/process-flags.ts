// What every process of Zapflow starts with.

/**
 * No debugger by a signal, no environment in reports; and garbage collected on the thread that made it, so that one worker
 * that churns memory takes no processor from the others (measured: main loop p99 beside it 1-2 ms instead of 4-6 ms).
 * The launcher `zapflow` and the script `dev` have the same list.
 */
export const processFlags = ['--disable-sigusr1', '--report-exclude-env', '--single-threaded-gc'] as const;
