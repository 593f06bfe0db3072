import { audiences } from '@answerable/contracts';
import type { ClusterSettings } from '@answerable/stack';
import { ours, restricted, secret, service, share } from './parts.js';

/** The services whose clocks the simulator moves; the portals keep the machine's time. */
export const withClock = audiences;
export const ports = { SMTP_PORT: 2525, NOTIFY_PORT: 3128, TELEPHONE_PORT: 3129 } as const;

const labels = { ...ours, 'answerable.part': 'outside' };

/**
 * Everybody outside the platform, in one pod: police systems, staff, people who are asked, their mailboxes and telephones. It does
 * nothing by itself; `kubectl exec` tells it what to do. `templates` are those of Notify that the values name.
 */
export function outsideManifests(
  { secrets, outside }: ClusterSettings,
  image: string,
  templates: Readonly<Record<string, string>>,
): object[] {
  const { NOTIFY_API_KEY, NOTIFY_WEBHOOK_TOKEN } = secrets['survey-delivery']!;
  const environment = { ...ports, ...templates, STACK_DIRECTORY: '/etc/answerable' };
  return [
    secret('outside', { NOTIFY_API_KEY: NOTIFY_API_KEY!, NOTIFY_WEBHOOK_TOKEN: NOTIFY_WEBHOOK_TOKEN! }),
    secret('outside-sign-ins', { 'env.json': JSON.stringify(outside) }),
    service('outside', { 'answerable.part': 'outside' }, Object.values(ports)),
    // Each stands for all pods of a service, where the service's own name stands for one of them: every pod has a clock.
    ...withClock.map((name) =>
      service(`${name}-pods`, { 'app.kubernetes.io/name': name }, [8080], { clusterIP: 'None' }),
    ),
    callsAllowed,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'outside', labels },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 1,
        securityContext: restricted.pod(1000, 1000),
        containers: [
          {
            name: 'outside',
            image,
            command: ['node', '--eval', 'setInterval(() => {}, 2 ** 30)'],
            env: Object.entries(environment).map(([name, value]) => ({ name, value: String(value) })),
            envFrom: [{ secretRef: { name: 'outside' } }],
            resources: share(150),
            securityContext: { ...restricted.container, readOnlyRootFilesystem: true },
            volumeMounts: [
              { name: 'tmp', mountPath: '/tmp' },
              { name: 'sign-ins', mountPath: '/etc/answerable', readOnly: true },
            ],
          },
        ],
        volumes: [
          { name: 'tmp', emptyDir: {} },
          { name: 'sign-ins', secret: { secretName: 'outside-sign-ins' } },
        ],
      },
    },
  ];
}

/** Beyond mail and Notify, which the chart allows: the telephone system is a part of this try-out. */
const callsAllowed = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'calls', labels: ours },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'survey-delivery' } },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ podSelector: { matchLabels: { 'answerable.part': 'outside' } } }],
        ports: [{ protocol: 'TCP', port: ports.TELEPHONE_PORT }],
      },
    ],
  },
};
