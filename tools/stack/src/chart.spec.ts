import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audiences } from '@answerable/contracts';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkout } from './paths.js';

/** What the chart renders to, where helm is there. */
const chart = join(checkout, 'deploy/helm/answerable');
const tryValues = join(checkout, 'deploy/helm/examples/values-to-try.yaml');
const values = parse(readFileSync(join(chart, 'values.yaml'), 'utf8')) as {
  services: Record<string, { kafka: boolean }>;
};

const helm = (...args: string[]): string =>
  execFileSync('helm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 });
const hasHelm = (() => {
  try {
    return helm('version', '--short').length > 0;
  } catch {
    return false;
  }
})();
if (!hasHelm) process.stderr.write('left out, because helm is not there: what the chart renders to\n');

interface Peer {
  podSelector?: { matchLabels: Record<string, string> };
  namespaceSelector?: { matchLabels: Record<string, string> };
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports: { port: number }[];
}
interface Rendered {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: Record<string, unknown>;
}

describe.skipIf(!hasHelm)('what the chart renders to', () => {
  const render = (...args: string[]): Rendered[] =>
    parseAllDocuments(helm('template', 'answerable', chart, '--kube-version', '1.35.0', ...args))
      .map((document) => document.toJS() as Rendered | null)
      .filter((document) => document !== null);
  const rendered = hasHelm ? render('--set', 'backup.enabled=true') : [];
  const of = (kind: string): Rendered[] => rendered.filter((r) => r.kind === kind);
  type Pod = { securityContext: Record<string, unknown>; containers: Record<string, never>[]; volumes?: unknown };
  const podsOf = (r: Rendered): Pod[] => {
    const find = (value: unknown): Pod[] => {
      if (value === null || typeof value !== 'object') return [];
      if ('containers' in value) return [value as Pod];
      return Object.values(value).flatMap(find);
    };
    return find(r.spec);
  };

  it('passes helm lint with nothing to remark', () => {
    expect(helm('lint', chart, '--strict')).toContain('0 chart(s) failed');
  }, 60_000);

  it('every pod keeps to Pod Security "restricted" and can write nowhere but /tmp and its own volumes', () => {
    const pods = rendered.flatMap(podsOf);
    expect(pods.length).toBe(6 + 5 + 1 + 4 + 4);
    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const container of pod.containers)
        expect(container['securityContext']).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it('holds no secret, and names one for whatever needs it', () => {
    expect(of('Secret')).toEqual([]);
    for (const pod of rendered.flatMap(podsOf))
      for (const container of pod.containers) {
        const { env = [], envFrom = [] } = container as unknown as {
          env?: { name: string; value?: string; valueFrom?: { secretKeyRef: object } }[];
          envFrom?: { secretRef: { name: string } }[];
        };
        expect(
          env.filter(({ name, value }) => /PASSWORD|SECRET|TOKEN|_KEY$/.test(name) && value !== undefined),
        ).toEqual([]);
        const named = envFrom.length + env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).length;
        expect(named).toBeGreaterThan(0);
      }
  });

  it('gives a pod that ends time to serve on until all have heard of it, and then to finish what is under way', () => {
    for (const deployment of of('Deployment')) {
      const pod = podsOf(deployment)[0]! as Pod & { terminationGracePeriodSeconds: number };
      const { env } = pod.containers[0]! as unknown as { env: { name: string; value: string }[] };
      const drain = Number(env.find(({ name }) => name === 'DRAIN_SECONDS')!.value);
      expect(drain).toBeGreaterThanOrEqual(5);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(drain + 30);
    }
  });

  it('renders for a cluster to try things on, with the jobs that make the parts’ databases and topics', () => {
    const toTry = render('--values', tryValues);
    const provision = toTry.find(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith('provision'))!;
    expect(JSON.stringify(podsOf(provision))).toContain('provision-job.js');
  });

  it('migrates and provisions before anything new starts, and an uninstall leaves nothing of it', () => {
    for (const job of of('Job')) {
      expect(job.metadata.annotations!['helm.sh/hook']).toBe('pre-install,pre-upgrade');
      expect(job.metadata.annotations!['helm.sh/hook-delete-policy']).toContain('hook-succeeded');
      expect(job.spec['ttlSecondsAfterFinished']).toBeGreaterThan(0);
    }
    const hooked = of('NetworkPolicy').filter(({ metadata }) => metadata.annotations?.['helm.sh/hook']);
    expect(hooked.every((r) => r.metadata.annotations!['helm.sh/hook-delete-policy']!.includes('hook-succeeded'))).toBe(
      true,
    );
  });

  it('has a pod for an operator’s command to every service with events, that is like the service’s own and never starts by itself', () => {
    const commands = of('CronJob').filter(({ metadata }) => metadata.name.endsWith('-command'));
    expect(commands.map(({ metadata }) => metadata.name.replace('-command', '')).toSorted()).toEqual(
      Object.keys(values.services)
        .filter((name) => values.services[name]!.kafka)
        .toSorted(),
    );
    for (const command of commands) {
      const service = of('Deployment').find(({ metadata }) => `${metadata.name}-command` === command.metadata.name)!;
      const [own, its] = [podsOf(service)[0]!, podsOf(command)[0]!];
      expect(command.spec['suspend']).toBe(true);
      expect(its.volumes).toEqual(own.volumes);
      for (const same of ['image', 'env', 'envFrom', 'volumeMounts'])
        expect(its.containers[0]![same]).toEqual(own.containers[0]![same]);
    }
  });

  it('keeps who was erased where neither a restart of the pods nor a restore of the database reaches', () => {
    const pod = podsOf(of('Deployment').find(({ metadata }) => metadata.name === 'survey-delivery')!)[0]!;
    const { env, volumeMounts } = pod.containers[0]! as unknown as {
      env: { name: string; value: string }[];
      volumeMounts: { name: string; mountPath: string }[];
    };
    const file = env.find(({ name }) => name === 'ERASURE_LIST_FILE')!.value;
    const { name } = volumeMounts.find(({ mountPath }) => file.startsWith(`${mountPath}/`))!;
    const volumes = pod.volumes as { name: string; persistentVolumeClaim?: { claimName: string } }[];
    expect(volumes.find((volume) => volume.name === name)!.persistentVolumeClaim!.claimName).toBe('erased');
  });

  it('backs each database up to a volume of its own, so that whoever restores answers sees no contacts beside them', () => {
    const backups = of('CronJob').filter(({ metadata }) => metadata.name.startsWith('backup-'));
    const claims = backups.map((backup) => /"claimName":"([\w-]+)"/.exec(JSON.stringify(podsOf(backup)))![1]);
    expect(claims).toHaveLength(4);
    expect(new Set(claims).size).toBe(4);
    const shared = ['--set', 'backup.databases.reporting.claim=backups-survey-delivery'];
    expect(() => render('--set', 'backup.enabled=true', ...shared)).toThrow('whoever reads one reads the other');
  });

  it('has the service that calls Notify go by the proxy, which Node does only when it is told to', () => {
    const proxied = of('Deployment').filter((deployment) => {
      const { env } = podsOf(deployment)[0]!.containers[0]! as unknown as { env: { name: string; value: string }[] };
      const said = new Map(env.map(({ name, value }) => [name, value]));
      if (!said.has('HTTPS_PROXY')) return false;
      expect(said.get('NODE_USE_ENV_PROXY')).toBe('1');
      expect(said.get('NO_PROXY')).toBe('sign-in.example');
      return true;
    });
    expect(proxied.map(({ metadata }) => metadata.name)).toEqual(['survey-delivery']);
  });

  it('gives a service the files of an installation, beside its claim and read-only', () => {
    const file = '/etc/answerable/seats.json';
    const seats = ['services.reporting.files=seats', `services.reporting.env.SEATS_FILE=${file}`];
    const running = render('--set', seats.join(',')).filter(
      ({ kind, metadata }) => /Deployment|CronJob/.test(kind) && metadata.name.startsWith('reporting'),
    );
    expect(running.map(({ metadata }) => metadata.name).toSorted()).toEqual(['reporting', 'reporting-command']);
    for (const pod of running.flatMap(podsOf)) {
      const { env, volumeMounts } = pod.containers[0]! as unknown as {
        env: { name: string; value: string }[];
        volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
      };
      expect(env).toContainEqual({ name: 'SEATS_FILE', value: file });
      const mount = volumeMounts.find(({ mountPath }) => file.startsWith(`${mountPath}/`))!;
      expect(mount.readOnly).toBe(true);
      expect(pod.volumes).toContainEqual({ name: mount.name, configMap: { name: 'seats' } });
    }
  });

  it('asks every service whether it is alive and whether it is ready, and lets one at a time go', () => {
    expect(of('Deployment').length).toBe(6);
    for (const deployment of of('Deployment')) {
      const container = podsOf(deployment)[0]!.containers[0]! as unknown as Record<
        string,
        { httpGet: { path: string } }
      >;
      expect(container['livenessProbe']!.httpGet.path).toBe('/health/live');
      expect(container['readinessProbe']!.httpGet.path).toBe('/health/ready');
      expect(of('PodDisruptionBudget').some(({ metadata }) => metadata.name === deployment.metadata.name)).toBe(true);
      expect(deployment.spec['strategy']).toMatchObject({ rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
    }
  });

  /** Pairs "from > to:port" that the policies allow: both ends must say so, as a cluster that enforces them would have it. */
  const allowed = (): string[] => {
    const policies = of('NetworkPolicy').map(
      ({ spec }) =>
        spec as {
          podSelector: { matchLabels: Record<string, string> };
          ingress?: Rule[];
          egress?: Rule[];
        },
    );
    const nameOf = (labels: Record<string, string>): string =>
      labels['app.kubernetes.io/name'] ??
      labels['answerable.part'] ??
      labels['answerable.role'] ??
      labels['kubernetes.io/metadata.name'] ??
      '*';
    const rules = (side: 'ingress' | 'egress'): Set<string> =>
      new Set(
        policies.flatMap(({ podSelector, [side]: list = [] }) =>
          list.flatMap(({ from, to, ports }) =>
            (from ?? to ?? []).flatMap((peer) =>
              ports.map(({ port }) => {
                const other = nameOf({ ...peer.namespaceSelector?.matchLabels, ...peer.podSelector?.matchLabels });
                const self = nameOf(podSelector.matchLabels);
                return side === 'ingress' ? `${other} > ${self}:${port}` : `${self} > ${other}:${port}`;
              }),
            ),
          ),
        ),
      );
    const [into, out] = [rules('ingress'), rules('egress')];
    const ours = new Set(Object.keys(values.services));
    return [...new Set([...into, ...out])]
      .filter((pair) => {
        const [from = '', to = ''] = pair.split(' > ').map((end) => end.split(':')[0]!);
        return (!ours.has(from) || out.has(pair)) && (!ours.has(to) || into.has(pair));
      })
      .toSorted();
  };

  it('denies whatever it does not name', () => {
    const denied = of('NetworkPolicy').find(({ metadata }) => metadata.name === 'deny-all')!;
    expect(denied.spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'answerable' } },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('states who may talk to whom, and nobody else may', () => {
    const all = [...audiences, 'portal-staff', 'portal-readers'];
    const jobs = all.filter((name) => name !== 'portal-readers').map((name) => `${name}-migrate`);
    expect(allowed()).toEqual(
      [
        // Between services: public keys, and the portals' calls with the user's own token.
        'case-intake > survey-delivery:8080',
        'survey-delivery > reporting:8080',
        'survey-delivery > response-collection:8080',
        'response-collection > survey-delivery:8080',
        'response-collection > reporting:8080',
        'portal-staff > case-intake:8080',
        'portal-staff > survey-delivery:8080',
        'portal-staff > reporting:8080',
        'portal-readers > case-intake:8080',
        'portal-readers > reporting:8080',
        // From outside: all but reporting, which only portals ask.
        ...all.filter((name) => name !== 'reporting').map((name) => `ingress > ${name}:8080`),
        ...all.map((name) => `monitoring > ${name}:9090`),
        ...all.flatMap((name) => [`${name} > postgres:5432`, `${name} > keycloak:443`]),
        // Whoever signed out elsewhere is signed out here.
        'keycloak > portal-staff:8080',
        'keycloak > portal-readers:8080',
        ...audiences.map((name) => `${name} > kafka:9093`),
        // Mail and GOV.UK Notify, by the one way out; reporting sends mail alone.
        'survey-delivery > egress-proxy:3128',
        'survey-delivery > egress-proxy:25',
        'reporting > egress-proxy:25',
        ...jobs.map((job) => `${job} > postgres:5432`),
        'provision > keycloak:443',
        'backup > postgres:5432',
        'command > postgres:5432',
        'command > kafka:9093',
        ...['*', 'provision', ...jobs].map((name) => `${name} > kube-system:53`),
      ].toSorted(),
    );
  });
});
