// Mistakes in when a worker is started again.
import type { Defect } from './defect.ts';

export const supervisorDefects: readonly Defect[] = [
  {
    name: 'first-death-only-counted',
    row: 'restart',
    why: 'The first death only moves a counter, although the thread is gone.',
    file: 'src/core/supervisor/unit-runner.ts',
    find: 'const verdict = this.#policy.onDeath(',
    replace:
      'if (this.restarts === 0) {\n      this.restarts++;\n      return;\n    }\n    const verdict = this.#policy.onDeath(',
    fell: { scenario: 'restarts', seed: 2, invariant: 'comes to rest' },
  },
  {
    name: 'exit-without-error',
    row: 'restart',
    why: 'Only a thread that was ended for a reason is missed; one that just exits is not.',
    file: 'src/core/supervisor/unit-runner.ts',
    find: 'if (generation === this.#generation) this.#onExit(cause);',
    replace:
      "if (generation === this.#generation && (this.#killCause || this.#state === 'stopping')) this.#onExit(cause);",
    fell: { scenario: 'restarts', seed: 26, invariant: 'restarts follow the policy' },
  },
  {
    name: 'error-and-exit',
    row: 'restart',
    why: 'The error of a thread and its exit each count as a death.',
    file: 'src/core/supervisor/unit-runner.ts',
    find: 'this.#options.events.onDown(this.#services, cause);\n    this.#terminate();',
    replace:
      'this.#options.events.onDown(this.#services, cause);\n    this.#terminate();\n    this.#onExit(cause);',
    fell: { scenario: 'restarts', seed: 10, invariant: 'restarts follow the policy' },
  },
  {
    name: 'cap-never-read',
    row: 'restart',
    why: 'A worker is started again however often it has died.',
    file: 'src/core/supervisor/restart-policy.ts',
    find: 'if (!restartOnError || this.#deathsMs.length >= maxRestarts) return { restart: false };',
    replace: 'if (!restartOnError) return { restart: false };',
    fell: { scenario: 'restarts', seed: 18, invariant: 'restarts follow the policy' },
  },
  {
    name: 'backoff-never-resets',
    row: 'restart',
    why: 'A worker that ran well for hours waits as long for its restart as one that dies all the time.',
    file: 'src/core/supervisor/restart-policy.ts',
    find: 'if (this.#readyMs !== undefined && nowMs - this.#readyMs >= maxDelayMs * HEALTHY_FACTOR) this.#inARow = 0;',
    replace: '',
    fell: { scenario: 'restarts', seed: 26, invariant: 'restarts follow the policy' },
  },
  {
    name: 'timers-of-a-dead-life',
    row: 'restart',
    why: 'The limit on the start of a thread that died is left running and ends its successor.',
    file: 'src/core/supervisor/unit-runner.ts',
    find: 'this.#thread = undefined;\n    this.#clearTimers();\n    if (this.#isStuck) return;',
    replace: 'this.#thread = undefined;\n    if (this.#isStuck) return;',
    fell: { scenario: 'restarts', seed: 58, invariant: 'nobody is ended for nothing' },
  },
  {
    name: 'waiters-not-joined',
    row: 'restart',
    why: 'Whoever asked for a service while it was away is not wired to its successor.',
    file: 'src/core/supervisor/broker.ts',
    find: 'for (const from of waiting?.values() ?? []) this.#join(from, self);',
    replace: '',
    fell: { scenario: 'restarts', seed: 2, invariant: 'calls succeed after the faults' },
  },
];
