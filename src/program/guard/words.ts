// What the guard and the program under it say to each other, on the channel that Node opens between parent and child.

/** Set by the guard for its child: its own process id. */
export const GUARD_PID = 'ZAPFLOW_GUARD_PID';
/** Set by the guard for a child that follows one that died; JSON of `Restarted`. */
export const RESTARTED = 'ZAPFLOW_RESTARTED';
/** The pipe to the signer, by way of the guard. */
export const SIGNER_FD = 4;

/** What the life before this one died of. */
export type Restarted = {
  /** As in "it died by SIGKILL", "it died with code 70". */
  readonly how: string;
  /** Since the guard was started, this one included. */
  readonly restarts: number;
  /** Wall time in ms. */
  readonly atMs: number;
};

/** Handed to the sandbox process as it is. */
export type SandboxOrder = {
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  /** Whoever asks the control server has it. */
  readonly token: string;
};

export type FromProgram =
  /** Its data folder is its own now, and these are to run beside it. */
  | {
      readonly type: 'wanted';
      readonly dataDir: string;
      readonly sandbox: SandboxOrder | null;
      readonly signer: boolean;
    }
  /** Somebody ordered a stop: however it ends, it is not to be started again. */
  | { readonly type: 'stopping' };

export type CompanionState = {
  /** failed: it died too often and is not started again by this guard. */
  readonly state: 'running' | 'waiting' | 'failed';
  readonly pid: number | null;
  readonly restarts: number;
  /** Where the sandbox's control server listens; null until it does. */
  readonly port: number | null;
};

/** The processes beside the program; null for one that is not wanted. */
export type Companions = { readonly sandbox: CompanionState | null; readonly signer: CompanionState | null };

export type FromGuard = { readonly type: 'companions'; readonly companions: Companions };
