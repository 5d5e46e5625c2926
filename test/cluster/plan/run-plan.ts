/** Executes the actions of a plan that was read as JSON, and checks what must be true. */
import { AgentSandboxProfile } from '../../../src';
import { releaseAssets } from '../../../src/install/assets';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { Client } from '../../../src/rehearsal/cluster/client';
import { Catalogue } from '../../../src/release/catalogue';
import { shadowPool } from '../../../src/upgrade/kubectl';
import type { Action, Back, Expectation, Step } from '../../../src/upgrade/plan';

/** A live object. */
export interface Live extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly managedFields?: ReadonlyArray<{ readonly apiVersion: string }>;
  };
}

type Until = (what: string, isSo: () => Promise<boolean>, patience?: number) => Promise<void>;
type NamedIn = Extract<Action, { do: 'delete' }>['object'];

const WAITING = 'agents.x-k8s.io/warm-pool-sandbox';

export interface RunOptions {
  readonly client: Client;
  readonly until: Until;
  readonly profile: string;
  /** Applies the manifests of the user, written for a release. */
  readonly applyManifests: (release: string) => Promise<void>;
  /** Milliseconds until something that is waited for counts as a surprise. */
  readonly patience?: number;
}

/** Runs the actions of a step or of a way back. @throws at the first surprise */
export async function runStep(step: Step | Back, options: RunOptions): Promise<void> {
  const { actions, checks } = step;
  const runner = new Runner(options);
  for (const check of 'requires' in step ? step.requires : []) { await runner.check(check, []); }
  const kept = checks.find((check) => check.is === 'kept');
  const before = kept ? await runner.record(kept.resources) : [];
  for (const action of actions) { await runner.act(action); }
  for (const check of checks) { await runner.check(check, before); }
}

class Runner {
  constructor(private readonly options: RunOptions) {}

  /** The objects that must stay, with their UIDs. */
  async record(resources: readonly string[]): Promise<string[]> {
    const lists = await Promise.all(resources.map((each) => this.list(each)));
    return lists.flat().filter(({ metadata }) => !metadata.labels?.[WAITING])
      .map(({ kind, metadata: { namespace, name, uid } }) => `${kind} ${namespace}/${name} ${uid}`);
  }

  async act(action: Action): Promise<void> {
    const { client } = this.options;
    switch (action.do) {
      case 'backup': await this.record(action.resources); break;
      case 'apply': {
        for (const dryRun of [true, false]) {
          for (const object of this.objectsOf(action.file)) {
            await this.ask(() => client.apply(object, { force: true, dryRun }));
          }
        }
        break;
      }
      case 'apply-manifests': await this.options.applyManifests(action.release); break;
      case 'delete': await this.delete(action.object); break;
      case 'stop': await this.stop(action.object, action.selector); break;
      case 'patch': {
        const { object, subresource, type, patch } = action;
        await this.ask(async () => client.request('PATCH', await client.pathOf(objectOf(object), subresource), {
          body: patch, type: `application/${type === 'json' ? 'json-' : 'merge-'}patch+json`,
        }));
        break;
      }
      case 'make-shadow-pools': {
        const claims = await this.list(action.claims);
        for (const { metadata: { namespace }, spec } of claims) {
          const { name } = (spec as { sandboxTemplateRef: { name: string } }).sandboxTemplateRef;
          await this.ask(() => client.apply(shadowPool(action.apiVersion, namespace!, name), { force: true }));
        }
        break;
      }
      case 'delete-shadow-pools': {
        const refs = (await this.list(action.claims)).map(({ metadata: { namespace }, spec }) => (
          `${namespace}/${(spec as { warmPoolRef: { name: string } }).warmPoolRef.name}`
        ));
        for (const { metadata: { namespace, name } } of await this.list(action.pools)) {
          if (!name.startsWith('shadow-pool-') || refs.includes(`${namespace}/${name}`)) { continue; }
          await this.ask(async () => client.request('DELETE', `${await this.pathOf(action.pools, namespace)}/${name}`));
        }
        break;
      }
      case 'store': {
        const annotations = { 'agents.x-k8s.io/storage-migrated-at': new Date().toISOString() };
        await this.patchEach(action.resource, () => ({ metadata: { annotations } }));
        break;
      }
      case 'drop-annotations': {
        const annotations = Object.fromEntries(action.annotations.map((each) => [each, null]));
        await this.patchEach(action.resource, () => ({ metadata: { annotations } }));
        break;
      }
      case 'drop-managed-fields': {
        await this.patchEach(action.resource, ({ metadata: { managedFields = [] } }) => {
          const rest = managedFields.filter(({ apiVersion }) => apiVersion !== action.apiVersion);
          return rest.length === managedFields.length ? undefined : { metadata: { managedFields: rest } };
        });
        break;
      }
      case 'wait': await this.wait(action.object, action.for); break;
      case 'wait-for-reads': {
        await this.options.until(`${action.resource} to be read`, async () => (
          (await client.get(await this.pathOf(action.resource))).status === 200
        ), this.options.patience);
        break;
      }
    }
  }

  async check(check: Expectation, before: readonly string[]): Promise<void> {
    const { client } = this.options;
    switch (check.is) {
      case 'kept': {
        const now = await this.record(check.resources);
        const lost = before.filter((each) => !now.includes(each));
        if (lost.length > 0) { throw new Error(`these objects are gone: ${lost.join(', ')}`); }
        break;
      }
      case 'controller': {
        const { body } = await this.ask(() => client.read(objectOf(check.object)));
        const { image } = body.spec.template.spec.containers[0];
        if (!image.endsWith(`:${check.release}`)) { throw new Error(`the controller runs ${image}`); }
        break;
      }
      case 'stored-versions': {
        const { storedVersions } = (await this.ask(() => client.read(objectOf(check.object)))).body.status;
        if (JSON.stringify(storedVersions) !== JSON.stringify(check.versions)) {
          throw new Error(`stored versions of ${check.object.name} are ${JSON.stringify(storedVersions)}`);
        }
        break;
      }
      case 'absent': {
        const { status } = await client.read(objectOf(check.object));
        if (status !== 404) { throw new Error(`${check.object.kind} ${check.object.name} is still there`); }
        break;
      }
      case 'no-managed-fields': {
        const having = (await this.list(check.resource)).filter(({ metadata }) => (
          metadata.managedFields?.some(({ apiVersion }) => apiVersion === check.apiVersion)
        ));
        if (having.length > 0) { throw new Error(`something applies ${check.apiVersion} again`); }
      }
    }
  }

  private async delete(object: NamedIn): Promise<void> {
    const { client, until } = this.options;
    const isWorkload = /^(Deployment|StatefulSet)$/.test(object.kind);
    const path = await client.pathOf(objectOf(object));
    const { status } = await client.request('DELETE', path, {
      query: isWorkload ? { propagationPolicy: 'Foreground' } : {},
    });
    if (status !== 404 && status > 202) { throw new Error(`DELETE ${path}: ${status}`); }
    await until(`${object.kind} ${object.name} to be gone`, async () => (await client.get(path)).status === 404);
  }

  private async stop(object: NamedIn, selector: string): Promise<void> {
    const { client, until } = this.options;
    await this.ask(async () => client.request('PATCH', await client.pathOf(objectOf(object)), {
      body: { spec: { replicas: 0 } }, type: 'application/merge-patch+json',
    }));
    const path = `/api/v1/namespaces/${object.namespace}/pods?labelSelector=${encodeURIComponent(selector)}`;
    await until('the pods of the controller to be gone', async () => (await client.get(path)).body.items.length === 0);
  }

  private async wait(object: NamedIn, what: 'established' | 'rollout'): Promise<void> {
    await this.options.until(`${object.name}: ${what}`, async () => {
      const { status, metadata, spec } = (await this.options.client.read(objectOf(object))).body;
      if (what === 'established') {
        return status.conditions?.some((each: Record<string, string>) => (
          each.type === 'Established' && each.status === 'True'
        ));
      }
      const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
      return observedGeneration >= metadata.generation && updatedReplicas === spec.replicas
        && replicas === updatedReplicas && availableReplicas === updatedReplicas;
    });
  }

  private async patchEach(resource: string, patchOf: (object: Live) => object | undefined): Promise<void> {
    for (const object of await this.list(resource)) {
      const patch = patchOf(object);
      if (!patch) { continue; }
      const { namespace, name } = object.metadata;
      await this.ask(async () => this.options.client.request('PATCH', `${await this.pathOf(resource, namespace)}/${name}`, {
        body: patch, type: 'application/merge-patch+json',
      }));
    }
  }

  private async list(resource: string): Promise<Live[]> {
    const { body } = await this.ask(async () => this.options.client.get(await this.pathOf(resource)));
    return body.items.map((each: Live) => ({ ...each, kind: body.kind.replace(/List$/, '') }));
  }

  /** The path of a resource in the notation of kubectl. */
  private async pathOf(resource: string, namespace?: string): Promise<string> {
    const [, plural, version, group] = /^(\w+)\.(?:(v\d\w*)\.)?(.+)$/.exec(resource)!;
    const served = version
      ?? (await this.ask(() => this.options.client.get(`/apis/${group}`))).body.preferredVersion.version;
    return `/apis/${group}/${served}/${namespace ? `namespaces/${namespace}/` : ''}${plural}`;
  }

  /** Asks again as kubectl does, while the server builds its cache of a version anew. */
  private async ask<T extends { status: number; body: { message?: string } }>(send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await send();
      if (answer.status <= 202) { return answer; }
      if (answer.status !== 429 || attempt > 10) { throw new Error(`${answer.status}: ${answer.body.message}`); }
      await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    }
  }

  private objectsOf(file: string): readonly KubeObject[] {
    const [id, name] = file.split('/');
    const catalogue = Catalogue.standard();
    const profile = this.options.profile as AgentSandboxProfile;
    return releaseAssets(catalogue.get(id), { profile }, catalogue).find((asset) => asset.name === name)!.objects;
  }
}

function objectOf({ apiVersion, kind, namespace, name }: NamedIn) {
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
}
