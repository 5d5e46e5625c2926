import { Construct } from 'constructs';
import { fqdn, hostnameOf } from './dns-name';
import { ISandbox } from './references';
import { sandboxLabels } from '../api/labels';
import { atConstruct } from '../app/construct-errors';
import { PodsReference } from '../app/pods-reference';
import { checkForm } from '../checks/forms';

/** A Sandbox that exists already. */
export class SandboxReference extends PodsReference implements ISandbox {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, name);
    atConstruct(this, () => { checkForm('name of a Sandbox', name, 'DNS subdomain'); });
  }

  public get sandboxName(): string {
    return this.name;
  }

  public get hostname(): string {
    return hostnameOf(this.name);
  }

  public get serviceName(): string {
    return this.name;
  }

  public get selectorLabels(): { [key: string]: string } {
    return sandboxLabels(this.name);
  }

  public fqdn(clusterDomain?: string): string {
    return fqdn(this, this.name, this.namespace, clusterDomain);
  }
}
