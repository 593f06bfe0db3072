import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** Every method of a provider or controller that carries the metadata `key`, bound to its instance. */
export function decoratedMethods<M, F extends (...args: never[]) => unknown>(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  key: symbol,
): { metadata: M; method: F }[] {
  const instances = [...discovery.getProviders(), ...discovery.getControllers()].map(
    ({ instance }) => instance as unknown,
  );
  return instances.flatMap((instance) => {
    if (typeof instance !== 'object' || instance === null) return [];
    return scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
      const method = (instance as Record<string, unknown>)[name];
      const metadata = typeof method === 'function' ? (Reflect.getMetadata(key, method) as M | undefined) : undefined;
      return metadata === undefined ? [] : [{ metadata, method: (method as F).bind(instance) as F }];
    });
  });
}
