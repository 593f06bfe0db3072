import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { clusterSettings } from './cluster-settings.js';
import { checkout } from './paths.js';

/** The chart: what its values say without helm, and what it renders to where helm is there. */
const chart = join(checkout, 'deploy/helm/answerable');
const read = (file: string): string => readFileSync(join(chart, file), 'utf8');

interface Values {
  services: Record<
    string,
    {
      app: string;
      secret: string;
      migrationSecret: string;
      calls: string[];
      kafka: boolean;
      outside?: boolean;
      public: boolean;
      claim?: { name: string; mountPath: string };
      env: Record<string, unknown>;
    }
  >;
  backup: { databases: Record<string, { secret: string; keepDays: number }> };
  image: { tag: string };
}
const values = parse(read('values.yaml')) as Values;
const tryValues = join(checkout, 'deploy/helm/examples/values-to-try.yaml');
/** As helm merges a file of values with the chart's own: objects by key, everything else replaced. */
const merged = (under: unknown, over: unknown): unknown =>
  isMap(under) && isMap(over)
    ? Object.fromEntries(
        [...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => [
          key,
          key in over ? merged(under[key], over[key]) : under[key],
        ]),
      )
    : over;
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
const isValid = ajv.compile(JSON.parse(read('values.schema.json')) as object);

describe('values of the chart', () => {
  it('keep to their schema', () => {
    expect(isValid(values) ? [] : isValid.errors).toEqual([]);
  });

  it.each([
    ['an image that changes under its name', (v: Values) => (v.image.tag = 'latest')],
    ['a setting nobody reads', (v: Values) => Object.assign(v, { setings: {} })],
    ['a service without a secret', (v: Values) => Object.assign(v.services['reporting']!, { secret: '' })],
    ['an erasure list that lies nowhere', (v: Values) => Object.assign(v.services['survey-delivery']!, { claim: {} })],
    ['contacts kept for longer than a week', (v: Values) => (v.backup.databases['survey_delivery']!.keepDays = 8)],
  ])('%s is refused', (_name, spoil) => {
    const spoilt = structuredClone(values);
    spoil(spoilt);
    expect(isValid(spoilt)).toBe(false);
  });

  it('for a cluster to try things on keep to the schema too, and name only secrets that are made there', () => {
    const toTry = merged(values, parse(readFileSync(tryValues, 'utf8')) as object) as Values & {
      provision: { secret: string };
    };
    expect(isValid(toTry) ? [] : isValid.errors).toEqual([]);
    const named = Object.values(toTry.services).flatMap(({ secret, migrationSecret }) => [secret, migrationSecret]);
    const { secrets } = clusterSettings();
    expect(Object.keys(secrets).toSorted()).toEqual([...named, toTry.provision.secret].filter(Boolean).toSorted());
    for (const [name, { app }] of Object.entries(toTry.services))
      expect(Object.keys(secrets[name]!), name).toContain(
        app === 'portal' ? 'KEYCLOAK_CLIENT_SECRET' : 'KAFKA_PASSWORD',
      );
  });

  it('keep the erasure list on a claim, where all replicas write and no restore of the database reaches', () => {
    const { claim, env } = values.services['survey-delivery']!;
    expect(claim?.name).toBeTruthy();
    expect(String(env['ERASURE_LIST_FILE']).startsWith(`${claim!.mountPath}/`)).toBe(true);
  });

  it('let a service call exactly those whose addresses it is given', () => {
    for (const [name, { calls, env }] of Object.entries(values.services)) {
      const addresses = Object.values(env).flatMap((value) => /^http:\/\/([\w-]+):8080/.exec(String(value))?.[1] ?? []);
      expect([...new Set(addresses)].toSorted(), name).toEqual(calls.toSorted());
    }
  });

  it('keep the readers away from Victim Support, and everybody from the outside who has nothing to send', () => {
    expect(values.services['portal-readers']!.calls).toEqual(['case-intake', 'reporting']);
    const outside = Object.entries(values.services).filter(([, { outside }]) => outside);
    expect(outside.map(([name]) => name)).toEqual(['survey-delivery', 'reporting']);
  });
});

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
    expect(pods.length).toBe(6 + 5 + 1 + 4);
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
    const services = ['case-intake', 'survey-delivery', 'response-collection', 'reporting'];
    const all = [...services, 'portal-staff', 'portal-readers'];
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
        ...all.flatMap((name) => [`${name} > postgres:5432`, `${name} > keycloak:8080`]),
        ...services.map((name) => `${name} > kafka:9093`),
        // Mail and GOV.UK Notify, by the one way out.
        ...['survey-delivery', 'reporting'].flatMap((name) => [
          `${name} > egress-proxy:3128`,
          `${name} > egress-proxy:25`,
        ]),
        ...jobs.map((job) => `${job} > postgres:5432`),
        'provision > keycloak:8080',
        'backup > postgres:5432',
        ...['*', 'provision', ...jobs].map((name) => `${name} > kube-system:53`),
      ].toSorted(),
    );
  });
});
