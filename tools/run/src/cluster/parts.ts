import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, clusterPorts, type ComposeFile } from '@answerable/stack';

type PartName = 'postgres' | 'kafka' | 'keycloak';

interface Shape {
  /** User and group of its image. */
  readonly user: number;
  readonly group: number;
  readonly port: number;
  /** Where it keeps its data; a claim of its own. */
  readonly data?: string;
  readonly themes?: string;
  /** What says that it serves: a path of HTTP; a port that is open where absent. */
  readonly readyAt?: string;
}

const shapes: Readonly<Record<PartName, Shape>> = {
  postgres: { user: 999, group: 999, port: clusterPorts.postgres, data: '/var/lib/postgresql' },
  kafka: { user: 1000, group: 1000, port: clusterPorts.kafka, data: '/var/lib/kafka/data' },
  keycloak: {
    user: 1000,
    group: 0,
    port: clusterPorts.keycloak,
    themes: '/opt/keycloak/themes',
    readyAt: '/realms/master',
  },
};

/**
 * A share of the processor, in thousandths, that services under load leave alone. A pod that asks for none gets next to none on a busy node, and
 * every service waits for the parts.
 */
export const share = (cpu: number) => ({ requests: { cpu: `${cpu}m` } });

/** Whatever this try-out makes itself, and nothing of the chart. */
export const ours = { 'app.kubernetes.io/part-of': 'answerable-outside' };

/** What Pod Security "restricted" asks of every pod. */
export const restricted = {
  pod: (user: number, group: number) => ({
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
    // Only at the first mount: at each one it would open the files to the group, and PostgreSQL refuses a directory that is.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  }),
  container: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

export function secret(name: string, stringData: Readonly<Record<string, string>>): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, labels: ours }, type: 'Opaque', stringData };
}

const wanted = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } };

export function claim(name: string): object {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, labels: ours }, spec: wanted };
}

export function service(name: string, selector: object, ports: readonly number[], more: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: ours },
    spec: { selector, ports: ports.map((port) => ({ name: `port-${port}`, port })), ...more },
  };
}

/** PostgreSQL, Kafka and Keycloak of docker-compose.yml, each as one pod with its service, its secrets and its claim. */
export function partsManifests(compose: ComposeFile): object[] {
  return [
    themes(),
    ...(Object.keys(shapes) as PartName[]).flatMap((name) => {
      const { environment, configs } = compose.services[name];
      const files = configs.map(({ source }) => [source, compose.configs[source as 'kafka'].content] as const);
      return [
        secret(name, environment),
        ...(files.length > 0 ? [secret(`${name}-files`, Object.fromEntries(files))] : []),
        service(name, { 'answerable.part': name }, [shapes[name].port]),
        statefulSet(name, compose),
      ];
    }),
  ];
}

function statefulSet(name: PartName, compose: ComposeFile): object {
  const { image, entrypoint, command, configs } = compose.services[name];
  const { user, group, port, data, themes: themesAt, readyAt } = shapes[name];
  const labels = { ...ours, 'answerable.part': name };
  const container = {
    name,
    image,
    command: entrypoint,
    args: command,
    envFrom: [{ secretRef: { name } }],
    ports: [{ containerPort: port }],
    securityContext: restricted.container,
    resources: share(250),
    // Slow is not gone: there is nobody else to take over, and its address must not vanish while the machine is busy.
    readinessProbe: {
      ...(readyAt ? { httpGet: { path: readyAt, port } } : { tcpSocket: { port } }),
      periodSeconds: 2,
      timeoutSeconds: 10,
      failureThreshold: 30,
    },
    volumeMounts: [
      // Below the volume itself: what a file system keeps there (lost+found) is no data of Kafka's.
      ...(data ? [{ name: 'data', mountPath: data, subPath: 'data' }] : []),
      ...configs.map(({ source, target }) => ({ name: 'files', mountPath: target, subPath: source, readOnly: true })),
      ...(themesAt ? [{ name: 'themes', mountPath: themesAt, readOnly: true }] : []),
    ],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels },
    spec: {
      serviceName: name,
      selector: { matchLabels: { 'answerable.part': name } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
      volumeClaimTemplates: data ? [{ metadata: { name: 'data' }, spec: wanted }] : [],
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restricted.pod(user, group),
          containers: [container],
          volumes: [
            ...(configs.length > 0 ? [{ name: 'files', secret: { secretName: `${name}-files` } }] : []),
            ...(themesAt ? [{ name: 'themes', configMap: { name: 'themes', items: themeFiles().map(asItem) } }] : []),
          ],
        },
      },
    },
  };
}

const themesFolder = join(checkout, 'deploy/keycloak/themes');
const themeFiles = (): string[] =>
  readdirSync(themesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(themesFolder.length + 1));
const asItem = (path: string) => ({ key: path.replaceAll('/', '..'), path });

function themes(): object {
  const binaryData = Object.fromEntries(
    themeFiles().map((path) => [asItem(path).key, readFileSync(join(themesFolder, path)).toString('base64')]),
  );
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'themes', labels: ours }, binaryData };
}
