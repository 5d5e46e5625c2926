import { Construct } from 'constructs';
import { IWarmPool, WarmPoolReferenceOptions } from './references';
import { poolLabels } from '../api/labels';
import { PodsReference } from '../app/pods-reference';
import { checkForm } from '../checks/forms';
import { checkShapes } from '../checks/shapes';

/** A SandboxWarmPool that exists already. */
export class WarmPoolReference extends PodsReference implements IWarmPool {
  public readonly templateName?: string;

  constructor(scope: Construct, id: string, name: string, options: WarmPoolReferenceOptions) {
    super(scope, id, name);
    checkForm('name of a SandboxWarmPool', name, 'DNS subdomain');
    this.templateName = checkShapes('the options', options, { template: 'template' }).template?.name;
  }

  public get warmPoolName(): string {
    return this.name;
  }

  public get selectorLabels(): { [key: string]: string } {
    return poolLabels(this.name);
  }
}
