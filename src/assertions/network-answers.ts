import { IConstruct } from 'constructs';
import { clusterScopeOf } from '../app/cluster-scope';
import type { NetworkPolicyPort } from '../kubernetes/kplus';
import { portsOf } from '../network/intent/kplus-rules';
import { portText } from '../network/intent/rule-text';
import { NetworkReport } from '../network/report/network-report';
import { NetworkTarget } from '../network/report/network-target';
import { ReachabilityAnswer } from '../network/report/reachability-answer';

/** Whether a pod may connect to a target. */
interface Asked {
  readonly answer: ReachabilityAnswer;
  /** The question as a sentence with a verb, `may` or `may not`. */
  question(verb: string): string;
}

/** Asks the network reports of the clusters of an app, each of which is made when it is first asked. */
export class NetworkAnswers {
  private readonly reports = new Map<IConstruct, NetworkReport>();

  /** Whether the pods of a construct may connect to a target. */
  ask(source: IConstruct, target: NetworkTarget, port: NetworkPolicyPort): Asked {
    const cluster = clusterScopeOf(source);
    let report = this.reports.get(cluster);
    if (!report) { this.reports.set(cluster, report = NetworkReport.of(source)); }
    const answer = report.mayReach(source, target, port);
    const ports = portsOf([port]).map(portText).join();
    return { answer, question: (verb) => `'${source.node.path}' ${verb} reach ${target} on ${ports}` };
  }
}
