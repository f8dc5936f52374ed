import { AppError } from '../errors.ts';
import type { Service } from '../service.ts';
import type { ServiceSpec } from './control.ts';

/** Imports the module of each service. */
export async function loadServices(specs: readonly ServiceSpec[]): Promise<Map<string, Service>> {
  const services = new Map<string, Service>();
  for (const { name, module } of specs) {
    const { service } = (await import(module)) as { service?: Service };
    if (!service) throw new AppError('CONTRACT_INVALID', `${module} does not export a service.`);
    services.set(name, service);
  }
  return services;
}
