import { differencesOf, ownFields } from './differences';
import {
  apiVersionOf, controllerIs, crdOf, fileOf, installActions, kept, kindsOf, managedFields, noConversion, PlanSettings,
  resourceOf, servedVersions, storeActions, storedAs, storedVersion, workloadOf,
} from './parts';
import type { Action, Back, Expectation, Step } from './plan';
import { SELECTOR } from '../api/controller-names';
import type { ApiVersion } from '../api/kinds';
import type { LeftoverObject as ObjectName } from '../install/leftover-clean-up';
import { leftovers } from '../install/leftovers';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

/** From one release of the way to the next. */
export interface Hop {
  readonly from: Release;
  readonly to: Release;
  readonly settings: PlanSettings;
  readonly catalogue: Catalogue;
}

const NOTHING_TO_UNDO = 'there is nothing to undo';

/** What is true before anything is done, and a copy of all objects. */
export function firstStep(from: Release, settings: PlanSettings): Step {
  return {
    id: 'backup',
    title: `Back up all objects of ${from.id}`,
    why: 'the plan holds for this release alone, and the copy is what is left if all else fails',
    release: from.id,
    requires: [controllerIs(from)],
    actions: [{
      do: 'backup', resources: kindsOf(settings).map((kind) => resourceOf(kind)), file: `backup-${from.id}.yaml`,
    }],
    checks: [],
    removed: [],
    back: { until: NOTHING_TO_UNDO, actions: [], checks: [] },
  };
}

/** The steps of a hop. */
export function hopSteps(hop: Hop): Step[] {
  const { from, to } = hop;
  const dropped = servedVersions(from).filter((version) => !servedVersions(to).includes(version));
  const isIntroduced = storedVersion(from) !== storedVersion(to);
  const old = dropped.filter((version) => version !== storedVersion(from));
  return [
    ...old.flatMap((version) => [storeStep(version, hop), managedFieldsStep(version, hop)]),
    ...(isIntroduced && to.controller.claimsOfShadowPools && hop.settings.extensions ? [shadowPoolsStep(hop)] : []),
    installStep(hop, isIntroduced, old),
    ...(isIntroduced ? [manifestsStep(hop)] : []),
    ...cleanUpSteps(hop, old),
  ];
}

function storeStep(dropped: ApiVersion, { from, to, settings }: Hop): Step {
  const version = storedVersion(from);
  return {
    id: `store-${version}`,
    title: `Store all objects as ${version}`,
    why: `${to.id} does not have ${dropped}, and the API server refuses CRDs without a version in which objects are `
      + 'stored',
    release: from.id,
    requires: [controllerIs(from)],
    actions: storeActions(version, settings),
    checks: [kept(settings), ...storedAs([version], settings)],
    removed: [],
    back: { until: `${NOTHING_TO_UNDO}: ${from.id} reads both versions`, actions: [], checks: [] },
  };
}

function managedFieldsStep(dropped: ApiVersion, { from, to, settings }: Hop): Step {
  return {
    id: `managed-fields-${dropped}`,
    title: `Remove ${dropped} from the managed fields`,
    why: `with an entry of ${dropped}, each server-side apply of the object fails on ${to.id}`
      + ' (kubernetes/kubernetes#111937); nothing may apply that version from here on',
    release: from.id,
    requires: [controllerIs(from)],
    ...managedFields(dropped, storedVersion(from), settings),
    removed: [],
    back: { until: NOTHING_TO_UNDO, actions: [], checks: [] },
  };
}

function shadowPoolsStep({ from, to }: Hop): Step {
  const version = storedVersion(from);
  return {
    id: 'shadow-pools',
    title: 'Make pools for claims that name none',
    why: `${to.id} converts such a claim to one of the pool shadow-pool-<template>, which nobody makes; the pools have `
      + '0 replicas, and templates need names of 51 characters at most',
    release: from.id,
    requires: [controllerIs(from)],
    actions: [{
      do: 'make-shadow-pools',
      claims: resourceOf('SandboxClaim', version),
      apiVersion: apiVersionOf('SandboxWarmPool', version),
    }],
    checks: [],
    removed: [],
    back: { until: `any time: on ${from.id} pools without replicas do nothing`, actions: [], checks: [] },
  };
}

function installStep(hop: Hop, isIntroduced: boolean, dropped: readonly ApiVersion[]): Step {
  const { from, to, settings, catalogue } = hop;
  const hasConversion = from.api.conversion !== 'None' && to.api.conversion === 'None';
  const replaced = replacedWorkload(from, to);
  const versions = isIntroduced ? [storedVersion(from), storedVersion(to)] : [storedVersion(to)];
  return {
    id: `install-${to.id}`,
    title: `Install ${to.id}`,
    why: 'the CRDs come first, in the order of the file; sandboxes keep running meanwhile',
    release: to.id,
    requires: dropped.flatMap((version) => [
      ...storedAs([storedVersion(from)], settings),
      ...managedFields(version, storedVersion(from), settings).checks,
    ]),
    actions: [
      ...replaced.map((object): Action => ({ do: 'delete', object })),
      ...(hasConversion ? noConversion(settings) : []),
      ...installActions(to, settings),
    ],
    checks: [
      controllerIs(to),
      kept(settings),
      ...(isIntroduced || dropped.length > 0 ? storedAs(versions, settings) : []),
      ...replaced.map((object): Expectation => ({ is: 'absent', object })),
    ],
    removed: replaced,
    back: isIntroduced ? backToOldVersion(hop) : backToRelease(from, to, settings, catalogue),
    differences: differencesOf(from, to),
  };
}

/** A workload of another kind: two controllers must not run, so it goes first. */
function replacedWorkload(from: Release, to: Release): ObjectName[] {
  return from.install.workload === to.install.workload ? [] : [workloadOf(from)];
}

function cleaned(
  from: Release,
  to: Release,
  { catalogue, settings }: Pick<Hop, 'catalogue' | 'settings'>,
): ObjectName[] {
  const replaced = replacedWorkload(from, to).map(({ kind }) => kind);
  return leftovers(from, to, catalogue, settings).filter(({ kind }) => !replaced.includes(kind));
}

function backToRelease(from: Release, to: Release, settings: PlanSettings, catalogue: Catalogue): Back {
  const lost = ownFields(to, from);
  const left = cleaned(to, from, { catalogue, settings });
  return {
    until: lost.length > 0
      ? `any time; ${from.id} drops fields that it lacks: ${lost.join(', ')}`
      : 'any time',
    actions: [
      ...replacedWorkload(to, from).map((object): Action => ({ do: 'delete', object })),
      ...installActions(from, settings),
      ...left.map((object): Action => ({ do: 'delete', object })),
    ],
    checks: [controllerIs(from), kept(settings), ...left.map((object): Expectation => ({ is: 'absent', object }))],
  };
}

/** Back over a change of the stored version: objects are stored in the old one while the conversion still works. */
function backToOldVersion({ from, to, settings, catalogue }: Hop): Back {
  const [old, now] = [storedVersion(from), storedVersion(to)];
  const served = servedVersions(to);
  const fields = managedFields(now, old, settings);
  const left = cleaned(to, from, { catalogue, settings });
  const storage = (version: ApiVersion, is: boolean) => [
    { op: 'test', path: `/spec/versions/${served.indexOf(version)}/name`, value: version },
    { op: 'replace', path: `/spec/versions/${served.indexOf(version)}/storage`, value: is },
  ];
  return {
    until: `as long as ${to.id} or another release that serves ${old} runs; pass no step that installs one without it `
      + 'before. Claims that were made since name their pool as their template then: make them again',
    actions: [
      ...kindsOf(settings).map((kind): Action => ({
        do: 'patch', object: crdOf(kind), type: 'json', patch: [...storage(now, false), ...storage(old, true)],
      })),
      ...kindsOf(settings).map((kind): Action => ({ do: 'wait-for-reads', resource: resourceOf(kind, old) })),
      ...storeActions(old, settings),
      // Without a conversion, a controller of the newer version would misread what is stored in the older one. It is
      // scaled and not deleted: while a conversion does not answer, garbage collectors without the fix of
      // kubernetes/kubernetes#101078 delete no pods. The file of the release has the number of replicas.
      { do: 'stop', object: workloadOf(to), selector: `app=${SELECTOR.app}` },
      ...noConversion(settings),
      // Only now: the newer controller writes managed fields of its version as long as it runs, and with one of them
      // each server-side apply fails once the version is gone.
      ...fields.actions,
      ...replacedWorkload(to, from).map((object): Action => ({ do: 'delete', object })),
      ...installActions(from, settings),
      ...left.map((object): Action => ({ do: 'delete', object })),
    ],
    checks: [
      controllerIs(from), kept(settings, old), ...storedAs([old], settings), ...fields.checks,
      ...left.map((object): Expectation => ({ is: 'absent', object })),
    ],
  };
}

function manifestsStep({ from, to, settings }: Hop): Step {
  const [old, now] = [storedVersion(from), storedVersion(to)];
  return {
    id: `manifests-${now}`,
    title: `Apply your manifests in ${now}`,
    why: `whatever applies ${old} from here on stops with the release that drops it; 'cdk8s-agent-sandbox migrate DIR `
      + `--to ${to.id}' rewrites YAML, an app needs its version changed`,
    release: to.id,
    requires: [controllerIs(to)],
    actions: [
      { do: 'apply-manifests', release: to.id },
      ...(to.controller.claimsOfShadowPools && settings.extensions
        ? [{
          do: 'delete-shadow-pools' as const,
          claims: resourceOf('SandboxClaim', now),
          pools: resourceOf('SandboxWarmPool', now),
        }]
        : []),
    ],
    // Pools of before may go, and others come with the manifests.
    checks: [{
      is: 'kept',
      resources: kindsOf(settings).filter((kind) => kind !== 'SandboxWarmPool').map((kind) => resourceOf(kind)),
    }],
    removed: [],
    back: { until: `as long as ${old} is served: apply the manifests of before`, actions: [], checks: [] },
  };
}

function cleanUpSteps(hop: Hop, dropped: readonly ApiVersion[]): Step[] {
  const { from, to, settings } = hop;
  const left = cleaned(from, to, hop);
  const annotations: Action[] = dropped.flatMap((version) => kindsOf(settings).map((kind) => ({
    do: 'drop-annotations',
    resource: resourceOf(kind, storedVersion(to)),
    annotations: [`api.agents.x-k8s.io/${version}-${kind.toLowerCase()}-state`, 'agents.x-k8s.io/storage-migrated-at'],
  })));
  if (left.length + annotations.length === 0) { return []; }
  return [{
    id: `clean-up-${from.id}`,
    title: `Remove what ${from.id} leaves`,
    why: `${to.id} does not have it, and nothing else deletes it`
      + (annotations.length > 0 ? '; each object that was converted carries a copy of itself in an annotation' : ''),
    release: to.id,
    requires: [controllerIs(to)],
    actions: [...left.map((object): Action => ({ do: 'delete', object })), ...annotations],
    checks: [...left.map((object): Expectation => ({ is: 'absent', object })), kept(settings)],
    removed: left,
    back: {
      until: `the way back of the step before makes the objects again, from ${fileOf(from, settings)}`,
      actions: [],
      checks: [],
    },
  }];
}
