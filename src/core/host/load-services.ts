import { AppError } from '../errors.ts';
import { warmUpContract } from '../link/compiled.ts';
import type { Service } from '../service.ts';
import type { ServiceSpec } from './control.ts';

/** Imports the module of each service and prepares what its first messages would otherwise wait for. */
export async function loadServices(specs: readonly ServiceSpec[]): Promise<Map<string, Service>> {
  const services = new Map<string, Service>();
  for (const { name, module } of specs) {
    const { service } = (await import(module)) as { service?: Service };
    if (!service) throw new AppError('CONTRACT_INVALID', `${module} does not export a service.`);
    for (const contract of [service.contract, ...Object.values(service.uses)]) warmUpContract(contract);
    services.set(name, service);
  }
  return services;
}
