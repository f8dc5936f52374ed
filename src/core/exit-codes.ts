/** Of every process of ours; `config` and `internal` are EX_CONFIG and EX_SOFTWARE of sysexits(3). An interrupt gives 128 and the signal's number. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notRunning: 3, internal: 70, config: 78 } as const;
