// What programs are called, from the list of platforms that we can read.
import { platforms } from '../../../platforms/index.ts';

const byProgram = new Map(
  platforms.flatMap((platform) => platform.programs.map((program) => [program, platform] as const)),
);

/** As people call it; null for a program that none claims. */
export function titleOf(program: string): string | null {
  return byProgram.get(program)?.title ?? null;
}

export function isRouter(program: string): boolean {
  return byProgram.get(program)?.kind === 'router';
}

/** Of a platform by its name; empty where there is none of that name. */
export function programsOf(name: string): readonly string[] {
  return platforms.find((platform) => platform.name === name)?.programs ?? [];
}
