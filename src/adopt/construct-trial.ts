import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { renderUnjudged } from '../app/judged-objects';
import type { Statement } from './code/statement';
import { differences, PatchStep } from './differences';
import { correct } from './proposal';
import { identityOf } from '../judge/manifests/object-keys';
import type { KubeObject } from '../kubernetes/kube-object';

/** Values of one object that are patched at most: one that differs in more is written by itself. */
const MOST_PATCHED = 12;

/** Objects of a construct that may be missing, or be written by themselves. */
const MOST_REMOVED = 3;

const REMOVED = 'The YAML has no such object, or one that is too different.';

/** What a construct makes of an object that is given. */
interface Match {
  /** The steps to the object from the construct: `.node.findChild('Namespace')`. */
  readonly path: string;
  /** None if it is missing or too different. */
  readonly given?: KubeObject;
  readonly steps: readonly PatchStep[];
}

/** The objects of a construct of many, beside those given. */
export class ConstructTrial {
  readonly matches: readonly Match[];
  /** How much of it is corrected; 0 if it makes what is given. */
  readonly cost: number;

  /** @param byKey the objects that are given, by their identities */
  constructor(construct: Construct, byKey: ReadonlyMap<string, KubeObject>) {
    const matches: Match[] = [];
    let cost = 0;
    for (const each of construct.node.findAll()) {
      if (!ApiObject.isApiObject(each)) { continue; }
      const object = renderUnjudged(each);
      const given = byKey.get(identityOf(object));
      const steps = given && differences(object, given);
      const isNear = steps !== undefined && steps.filter(({ op }) => op !== 'remove').length <= MOST_PATCHED;
      cost += isNear ? steps.length : 100;
      const ids = each.node.scopes.slice(each.node.scopes.indexOf(construct) + 1).map(({ node }) => node.id);
      matches.push({
        path: ids.map((id) => `.node.findChild('${id}')`).join(''),
        given: isNear ? given : undefined,
        steps: steps ?? [],
      });
    }
    this.matches = matches;
    this.cost = cost;
  }

  /** The objects that it makes, corrected where they differ. */
  get objects(): ReadonlySet<KubeObject> {
    return new Set(this.matches.flatMap(({ given }) => given ?? []));
  }

  /** How many of its objects are missing or too different. */
  get missing(): number {
    return this.matches.filter(({ given }) => !given).length;
  }

  get isNear(): boolean {
    return this.missing <= MOST_REMOVED;
  }

  /** The statements that correct the construct of a variable. */
  corrections(variable: string): Statement[] {
    return this.matches.flatMap(({ path, given, steps }): Statement[] => {
      if (given) { return correct(`${variable}${path}`, steps); }
      const [, parent, child] = /^(.*)\.node\.findChild\('([^']*)'\)$/.exec(path)!;
      return [{
        comment: REMOVED,
        expression: {
          kind: 'call',
          isNew: false,
          callee: `${variable}${parent}.node.tryRemoveChild`,
          args: [{ kind: 'scalar', value: child }],
        },
      }];
    });
  }
}
