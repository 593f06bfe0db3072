import { clusterSettings } from '@answerable/stack';
import { expect, test } from 'vitest';
import { outsideManifests } from './outside.js';
import { partsManifests } from './parts.js';

const settings = clusterSettings();
const manifests = [...partsManifests(settings.parts), ...outsideManifests(settings, 'tools:1', {})];
type Pod = Record<string, unknown> & { securityContext: object; containers: Record<string, unknown>[] };
const podsIn = (value: unknown): Pod[] => {
  if (value === null || typeof value !== 'object') return [];
  return 'containers' in value ? [value as Pod] : Object.values(value).flatMap(podsIn);
};

test('every pod that is started beside the chart keeps to Pod Security "restricted"', () => {
  const pods = manifests.flatMap(podsIn);
  expect(pods.length).toBe(4);
  for (const { securityContext, containers } of pods) {
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of containers)
      expect(container['securityContext']).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
  }
});

test('no password, key or token stands anywhere but in a secret', () => {
  const secrets = manifests.filter((manifest) => 'kind' in manifest && manifest.kind === 'Secret');
  const values = [settings.parts.services.kafka.environment, ...Object.values(settings.secrets)]
    .flatMap((environment) => Object.entries(environment))
    .filter(([name]) => /PASSWORD|SECRET|_KEY$|TOKEN/.test(name))
    .map(([, value]) => value);
  expect(values.length).toBeGreaterThan(40);
  const open = JSON.stringify(manifests.filter((manifest) => !secrets.includes(manifest)));
  expect(values.filter((value) => open.includes(value))).toEqual([]);
});

test('two try-outs share no secret', () => {
  const other = clusterSettings();
  expect(other.secrets['case-intake']!['REFERENCE_KEYS']).not.toBe(settings.secrets['case-intake']!['REFERENCE_KEYS']);
});
