import type { Action, Expectation, Differences } from './plan';
import type { LeftoverObject as ObjectName } from '../install/leftover-clean-up';

/** `Role agent-sandbox-system/agent-sandbox-controller`. */
export function titleOf({ kind, namespace, name }: ObjectName): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Actions in words; neighbours that differ in their object alone share a line. */
export function actionSentences(actions: readonly Action[]): string[] {
  return grouped(actions.map(phraseOf));
}

export function checkSentences(checks: readonly Expectation[]): string[] {
  return grouped(checks.map(conditionOf));
}

type Phrase = readonly [phrase: string, object?: string];

function grouped(phrases: readonly Phrase[]): string[] {
  const groups: Array<[phrase: string, objects: string[]]> = [];
  for (const [phrase, object] of phrases) {
    const last = groups.at(-1);
    if (last?.[0] === phrase && object !== undefined) {
      last[1].push(object);
    } else {
      groups.push([phrase, object === undefined ? [] : [object]]);
    }
  }
  return groups.map(([phrase, objects]) => (objects.length > 0 ? `${phrase}: ${objects.join(', ')}` : phrase));
}

function phraseOf(action: Action): Phrase {
  switch (action.do) {
    case 'backup': return [`write all objects to ${action.file}`];
    case 'apply': return [`apply ${action.file}, server-side, as the owner of its fields`];
    case 'apply-manifests': return [`apply your manifests, written for ${action.release}`];
    case 'delete': return ['delete, if it is there', titleOf(action.object)];
    case 'stop': return ['scale to 0, and wait until its pods are gone', titleOf(action.object)];
    case 'patch': return [
      `patch ${action.subresource ? `the ${action.subresource} ` : ''}with ${JSON.stringify(action.patch)}`,
      nameOf(action.object),
    ];
    case 'make-shadow-pools': return ['make a pool shadow-pool-<template> of 0 replicas for each template of a claim'];
    case 'delete-shadow-pools': return ['delete the pools shadow-pool-<template> that no claim refers to'];
    case 'store': return ['write each object, so that it is stored again', shortOf(action.resource)];
    case 'drop-managed-fields':
      return [`remove entries of ${versionOf(action)} from managedFields`, shortOf(action.resource)];
    case 'drop-annotations': return ['remove the annotations of the conversion', shortOf(action.resource)];
    case 'wait': return [
      action.for === 'rollout' ? 'wait for the rollout' : 'wait until it is established', nameOf(action.object),
    ];
    case 'wait-for-reads': return ['wait until objects can be read', shortOf(action.resource)];
  }
}

function conditionOf(check: Expectation): Phrase {
  switch (check.is) {
    case 'kept': return ['no object is lost', check.resources.map(shortOf).join(', ')];
    case 'controller': return [`the controller runs ${check.release}`];
    case 'stored-versions': return [`storedVersions is ${JSON.stringify(check.versions)}`, nameOf(check.object)];
    case 'absent': return ['gone', titleOf(check.object)];
    case 'no-managed-fields': return [`no managedFields of ${versionOf(check)}`, shortOf(check.resource)];
  }
}

/** CRDs go by their names alone. */
function nameOf(object: ObjectName): string {
  return object.kind === 'CustomResourceDefinition' ? object.name : titleOf(object);
}

/** `sandboxes.v1beta1` of `sandboxes.v1beta1.agents.x-k8s.io`: no other group has these kinds here. */
function shortOf(resource: string): string {
  return resource.replace(/\.(?:extensions\.)?agents\.x-k8s\.io$/, '');
}

function versionOf({ apiVersion }: { readonly apiVersion: string }): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** What a release does otherwise, a line each. */
export function differenceSentences({ flags: { added, removed, defaults }, behaviour }: Differences): string[] {
  const named = (verb: string, names: readonly string[]) => (
    names.length > 0 ? [`flags ${verb}: ${names.map((name) => `--${name}`).join(', ')}`] : []
  );
  return [
    ...behaviour,
    ...named('that are gone, and on which the controller exits', removed),
    ...defaults.map(({ flag, before, after }) => `--${flag} is ${after} by default; it was ${before || 'unset'}`),
    ...named('that are new', added),
  ];
}
