import { audiences } from '@answerable/contracts';
import { checkout } from '@answerable/stack';
import type { Shell } from './shell.js';

const apps = [...audiences, 'portal'];

export interface ImageOptions {
  /** Empty, or ends with a slash. */
  readonly registry: string;
  readonly tag: string;
  /** A command that brings images, whose names it is given, to the nodes: `kind load docker-image`. */
  readonly load?: string;
}

export const imageOf = (name: string, { registry, tag }: ImageOptions): string =>
  `${registry}answerable-${name}:${tag}`;

const allImages = (options: ImageOptions): string[] => [...apps, 'tools'].map((name) => imageOf(name, options));

/** Builds the six images; gives each with its size. */
export async function buildImages(
  shell: Shell,
  options: ImageOptions,
  onProgress: (line: string) => void,
): Promise<void> {
  for (const name of ['tools', ...apps]) {
    const which = name === 'tools' ? ['--target', 'tools'] : ['--target', 'app', '--build-arg', `APP=${name}`];
    const image = imageOf(name, options);
    await shell.run('docker', [
      'build',
      ...which,
      '--tag',
      image,
      '--file',
      `${checkout}/deploy/docker/Dockerfile`,
      checkout,
    ]);
    const bytes = Number(await shell.run('docker', ['image', 'inspect', '--format', '{{.Size}}', image]));
    onProgress(`${image}: ${Math.round(bytes / 1e6)} MB`);
  }
}

/** Brings them to where the cluster finds them: a registry, or the nodes themselves. */
export async function deliverImages(shell: Shell, options: ImageOptions): Promise<string> {
  const images = allImages(options);
  if (options.registry) {
    for (const image of images) await shell.run('docker', ['push', image]);
    return `pushed to ${options.registry}`;
  }
  if (!options.load) return 'left where they are: the cluster has to share the engine’s images';
  const [command = '', ...args] = options.load.split(' ');
  await shell.run(command, [...args, ...images]);
  return `brought to the nodes by ${options.load}`;
}

export const removeImages = (shell: Shell, options: ImageOptions): Promise<string> =>
  shell.run('docker', ['image', 'rm', ...allImages(options)]);
