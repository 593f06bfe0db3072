import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { decoratedMethods } from './decorated.js';

type Run = (args: readonly string[]) => Promise<object>;

const COMMAND = Symbol('command');

/**
 * Declares a provider's method as a command for operators: `node dist/programs/main.js <name> [arguments]` starts the service without
 * its edge, its consumers and its due works, runs the method, logs the counts that it returns, and ends.
 */
export function Command(name: string) {
  return <R extends Run>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<R>): void => {
    Reflect.defineMetadata(COMMAND, name, descriptor.value!);
  };
}

@Injectable()
export class Commands {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  async run(name: string, args: readonly string[]): Promise<object> {
    const commands = decoratedMethods<string, Run>(this.discovery, this.scanner, COMMAND);
    const found = commands.find(({ metadata }) => metadata === name);
    if (found) return found.method(args);
    const known = commands.map(({ metadata }) => metadata).join(', ');
    throw new Error(`there is no command ${name}; there are: ${known || 'none'}`);
  }
}

/** The command in the process's arguments; none where anything but a service's main.js runs, such as a test. */
export function commandLine(argv: readonly string[]): { name: string; args: readonly string[] } | undefined {
  const [, file = '', name, ...args] = argv;
  return /[\\/]main\.js$/.test(file) && name !== undefined ? { name, args } : undefined;
}
