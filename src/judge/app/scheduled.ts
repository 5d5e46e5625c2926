import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Cluster } from '../../app/cluster';
import { clusterScopeOf } from '../../app/cluster-scope';
import { constructPath, tryToRender } from '../../app/judged-objects';
import { objectsOf } from '../../app/object-list';
import { objectsInNamespace } from '../../app/objects-by-namespace';
import { AppSchedule, schedulesOf } from '../../app/schedules';
import type { Finding } from '../../findings/finding';
import type { KubeObject } from '../../kubernetes/kube-object';
import { located } from '../rules/located';
import { MOVING_KINDS, SCHEDULED_KINDS, ScheduledObjects } from '../rules/schedules/scheduled-objects';

/** Kinds of which the objects of a namespace that a schedule reaches are rendered. */
const READ: ReadonlySet<string> = new Set([...SCHEDULED_KINDS, ...MOVING_KINDS]);

/** The objects of an app that schedules select, and that something else moves too. */
export class ScheduledInApp {
  private looked?: readonly ApiObject[];
  private found: readonly Finding[] = [];

  constructor(private readonly root: IConstruct) {}

  /** Looks again if the app has changed, or had findings: they may be mended. */
  findings(): readonly Finding[] {
    const schedules = schedulesOf(this.root);
    if (schedules.length === 0) { return this.found; }
    const objects = objectsOf(this.root);
    if (objects !== this.looked || this.found.length > 0) {
      this.looked = objects;
      const clusters = new Set(schedules.map(({ cronJobs: [first] }) => clusterScopeOf(first)));
      this.found = [...clusters].flatMap((cluster) => (
        findingsIn(schedules.filter(({ cronJobs: [first] }) => clusterScopeOf(first) === cluster))
      ));
    }
    return this.found;
  }
}

/** Findings about the objects that schedules of one cluster select. */
function findingsIn(schedules: readonly AppSchedule[]): Finding[] {
  const cronJobs = schedules.flatMap((each) => each.cronJobs);
  const [first] = cronJobs;
  const release = Cluster.of(first).version?._release;
  if (!release) { return []; }
  const objects = new ScheduledObjects<ApiObject>(release);
  const namespaces = new Set(schedules.flatMap((each) => [...each.namespaces()]));
  const reached = [...namespaces].flatMap((namespace) => objectsInNamespace(first, namespace));
  for (const object of new Set([...cronJobs, ...reached.filter(({ kind }) => READ.has(kind))])) {
    const json = tryToRender(object);
    if (json) { objects.visit(object, json); }
  }
  return [...objects.finish()].map(({ where, object, trouble: { code, severity, ...trouble } }) => ({
    ...located(code, severity, trouble, object as KubeObject).finding, path: constructPath(where),
  }));
}
