/** Comparisons of manifests that are written in a test. */
import { Comparable, compareManifests, PlatformChange } from '../../src/change/compare-manifests';
import type { Effect } from '../../src/change/effect';
import { GivenObjects } from '../../src/judge/manifests/context-objects';
import { Catalogue } from '../../src/release/catalogue';

export const SANDBOX = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata: { name: dev, namespace: research }
spec:
  podTemplate:
    spec:
      containers: [{ name: main, image: "registry.example.com/dev:1", resources: { limits: { cpu: 1 } } }]
`;

export const TEMPLATE = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxTemplate
metadata: { name: python, namespace: research }
spec:
  podTemplate:
    spec:
      containers: [{ name: main, image: "registry.example.com/python:1" }]
`;

export const POOL = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxWarmPool
metadata: { name: pool, namespace: research }
spec:
  replicas: 2
  sandboxTemplateRef: { name: python }
`;

export const CLAIM = `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxClaim
metadata: { name: alice, namespace: research }
spec:
  warmPoolRef: { name: pool }
`;

/** What changes between two sets of documents. */
export function compare(
  before: readonly string[],
  after: readonly string[],
  release = 'v1.0.5',
  now?: Date,
): PlatformChange {
  return compareManifests({
    before: sideOf('old.yaml', before, release), after: sideOf('new.yaml', after, release), ...(now && { now }),
  });
}

function sideOf(file: string, documents: readonly string[], release: string): Comparable {
  const objects = new GivenObjects();
  for (const text of documents) { objects.read({ name: file, isStrict: true }, { text, line: 1 }); }
  return { objects: objects.all, release: Catalogue.standard().get(release) };
}

/** Messages about what controllers leave behind, when another release reads the new side. */
export function leftBehind(
  [old, before]: readonly [release: string, documents: readonly string[]],
  [now, after]: readonly [release: string, documents: readonly string[]],
): string[] {
  const { changes } = compareManifests({
    before: sideOf('old.yaml', before, old), after: sideOf('new.yaml', after, now),
  });
  return changes.flatMap(({ effects }) => effects).filter(({ rule }) => rule === 'left-behind')
    .map(({ message }) => message);
}

/** All effects between two sets of documents. */
export function effectsOf(...args: Parameters<typeof compare>): Effect[] {
  return compare(...args).changes.flatMap(({ effects }) => effects);
}

/** The rules of all effects. */
export function rulesOf(...args: Parameters<typeof compare>): string[] {
  return effectsOf(...args).map(({ rule }) => rule);
}
