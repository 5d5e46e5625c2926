import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { Candidate } from './closest';
import { Cluster } from '../app/cluster';
import { Findings } from '../app/findings';
import { constructPath, renderUnjudged } from '../app/judged-objects';
import { rootOf } from '../app/root';
import { shown } from '../checks/forms';
import { Finding } from '../findings/finding';
import { formatFinding } from '../findings/format';
import { isError } from '../findings/trouble';
import { Judge } from '../judge/app/judge';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';
import type { Release } from '../release/release';

/** An object of an app as it is printed. */
export interface AppObject extends Candidate {
  readonly value: KubeObject;
}

/** The objects at or below a scope, and all that a synthesis tells of them. */
export interface AppContent {
  readonly objects: readonly AppObject[];
  readonly findings: readonly Finding[];
  /** The release that reads the objects, if it is known. */
  readonly release?: Release;
  /** Everything that fails the synthesis, each with the path of its construct. */
  readonly errors: readonly string[];
}

/**
 * Validates an app, judges it and renders the objects at or below a scope. Nothing is printed, and errors of the app do
 * not throw.
 *
 * @param what the scope is, in the user's words
 * @throws when it is not a construct
 */
export function contentOf(what: string, scope: IConstruct): AppContent {
  if (scope?.node === undefined) { throw new Error(`the ${what} is ${shown(scope)}; give one of cdk8s`); }
  const root = rootOf(scope);
  const all = root.node.findAll();
  Judge.of(root);
  const messages: string[] = [];
  const findings = Findings._dryRun(scope, () => {
    for (const construct of all) {
      const texts = construct.node.validate();
      if (concerns(construct, scope)) { messages.push(...texts.map((text) => at(construct, text))); }
    }
  });
  // The root of an app tells the findings as errors of its own.
  const told = new Set(Findings.of(root).list().map((finding) => at(root, formatFinding(finding))));
  const others = messages.filter((message) => !told.has(message));
  const objects: AppObject[] = [];
  for (const construct of all.filter(({ node }) => node.scopes.includes(scope))) {
    try {
      objects.push(...objectsOf(construct));
    } catch (error) {
      others.push(at(construct, (error as Error).message));
    }
  }
  const release = Cluster.of(scope).version?._release;
  return { objects, findings, release, errors: [...findings.filter(isError).map(formatFinding), ...others] };
}

/** Whether an error of a construct is one of the scope: it is below it, or around it. */
function concerns(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope) || scope.node.scopes.includes(construct);
}

function at({ node }: IConstruct, text: string): string {
  return `[${node.path}] ${text}`;
}

/** The objects that a construct is, or prints: a chart of a class that renders itself prints its own. */
function objectsOf(construct: IConstruct): AppObject[] {
  if (Chart.isChart(construct) && rendersItself(construct)) {
    return construct.toJson().map((json) => appObject(json, construct.node.path));
  }
  return ApiObject.isApiObject(construct) && !rendersItself(construct.chart)
    ? [appObject(renderUnjudged(construct), constructPath(construct))]
    : [];
}

function rendersItself({ toJson }: Chart): boolean {
  return toJson !== Chart.prototype.toJson;
}

function appObject(json: object, path: string): AppObject {
  // As it is read back from YAML: without members that are undefined, with dates as text.
  const value = JSON.parse(JSON.stringify(json)) as KubeObject;
  return { title: `${nameOfObject(value)} (${path})`, value };
}
