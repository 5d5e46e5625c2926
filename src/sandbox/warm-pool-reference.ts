import { Construct } from 'constructs';
import { IWarmPool, WarmPoolReferenceOptions } from './references';
import { poolLabels } from '../api/labels';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { PodsReference } from '../app/pods-reference';
import { checkForm } from '../checks/forms';
import { checkShapes } from '../checks/shapes';

/** A SandboxWarmPool that exists already. */
export class WarmPoolReference extends PodsReference implements IWarmPool {
  public readonly templateName?: string;

  constructor(scope: Construct, id: string, name: string, options: WarmPoolReferenceOptions) {
    super(scope, id, name);
    atConstruct(this, () => { checkForm('name of a SandboxWarmPool', name, 'DNS subdomain'); });
    const { template } = atConstruct(this, () => checkShapes('the options', options, { template: 'template' }));
    this.templateName = template?.name;
  }

  public get warmPoolName(): string {
    return this.name;
  }

  public get selectorLabels(): { [key: string]: string } {
    return poolLabels(this.name, Cluster.of(this).hasUnnamedPools);
  }
}
