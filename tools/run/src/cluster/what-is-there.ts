import { setTimeout as pause } from 'node:timers/promises';
import type { Shell } from './shell.js';

interface Named {
  readonly metadata: { readonly name: string };
}
export interface PodList {
  readonly items: readonly (Named & { readonly spec: { readonly nodeName: string } })[];
}

interface Living extends Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation?: number };
  readonly spec: { readonly replicas?: number };
  readonly status: {
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly observedGeneration?: number;
  };
}

/** Looks into the namespace. */
export class WhatIsThere {
  constructor(private readonly shell: Shell) {}

  /** Until every pod that should be there is ready, and no other is left. */
  async settled(): Promise<void> {
    const until = performance.now() + 15 * 60_000;
    for (;;) {
      const { items } = await this.shell.json<{ items: readonly Living[] }>(['get', 'deployments,statefulsets,pods']);
      const sets = items.filter(({ kind }) => kind !== 'Pod');
      const wanted = sets.reduce((sum, { spec }) => sum + spec.replicas!, 0);
      const waiting = sets.filter(
        ({ spec, status, metadata }) =>
          (status.readyReplicas ?? 0) !== spec.replicas ||
          (status.updatedReplicas ?? 0) !== spec.replicas ||
          status.observedGeneration !== metadata.generation,
      );
      // All of theirs, and the one that is everybody outside.
      const pods = items.length - sets.length;
      if (waiting.length === 0 && pods === wanted + 1) return;
      if (performance.now() > until)
        throw new Error(`not ready: ${waiting.map(({ metadata }) => metadata.name).join(', ')}; ${pods} pods`);
      await pause(1000);
    }
  }

  /** Those of these labels that run. */
  pods(selector: string): Promise<PodList> {
    const running = 'status.phase=Running';
    return this.shell.json<PodList>(['get', 'pods', '--selector', selector, '--field-selector', running]);
  }

  /** Names of all of these kinds, with these labels where told. */
  async named(kinds: string, selector = ''): Promise<string[]> {
    const text = await this.shell.kubectl(['get', kinds, '--selector', selector, '--output', 'name']);
    return text.split('\n').filter(Boolean);
  }

  /** What of these labels is left in the namespace when a minute is over, of every kind the cluster knows. */
  async left(selectors: readonly string[]): Promise<string[]> {
    const kinds = (await this.shell.kubectl(['api-resources', '--verbs', 'list', '--namespaced', '--output', 'name']))
      .split('\n')
      .filter((kind) => kind !== '' && !kind.startsWith('events'));
    const look = async (): Promise<string[]> => {
      const found = await Promise.all(selectors.map((selector) => this.named(kinds.join(','), selector)));
      // Kubernetes' own two, in every namespace.
      return found.flat().filter((name) => name !== 'configmap/kube-root-ca.crt' && name !== 'serviceaccount/default');
    };
    for (let attempt = 0; ; attempt++) {
      const left = await look();
      if (left.length === 0 || attempt === 60) return left;
      await pause(1000);
    }
  }
}
