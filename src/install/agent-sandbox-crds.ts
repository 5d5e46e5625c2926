import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { AgentSandboxCrdsOptions } from './agent-sandbox-props';
import { releaseFindings } from './findings';
import { objectsOfCrds } from './install-objects';
import { resolveSettings } from './resolve-props';
import { INSTALL } from './shapes';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { ScopedApiObject } from '../app/scoped-api-object';
import { checkShapes } from '../checks/shapes';
import { AgentSandboxVersion } from '../release/agent-sandbox-version';
import { Catalogue } from '../release/catalogue';

/** The CRDs of a release. */
export interface AgentSandboxCrdsProps extends AgentSandboxCrdsOptions {
  /** The release whose CRDs are made. */
  readonly version: AgentSandboxVersion;
}

/**
 * The CustomResourceDefinitions of Agent Sandbox alone, for a pipeline that may make them and runs before others.
 *
 * `AgentSandbox` makes them itself unless its prop `crds` is false.
 */
export class AgentSandboxCrds extends Construct {
  /** The release whose CRDs these are. */
  public readonly version: AgentSandboxVersion;

  /** The CustomResourceDefinitions: Sandbox, then with extensions SandboxClaim, SandboxTemplate, SandboxWarmPool. */
  public readonly crds: ApiObject[];

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param props which release, and how
   * @throws when a prop asks for what the release cannot do
   */
  constructor(scope: Construct, id: string, props: AgentSandboxCrdsProps) {
    super(scope, id);
    atConstruct(this, () => { checkShapes('the props', props, INSTALL, 'version'); });
    const catalogue = Catalogue.standard();
    const settings = atConstruct(this, () => resolveSettings(props.version._release, props, catalogue));
    this.version = props.version;
    Cluster.join(this);
    // An install has reported the findings about its release already.
    if (!Cluster.of(this).hasInstall(this.version)) {
      for (const finding of releaseFindings(settings.release, catalogue)) { Findings.of(this).add(finding); }
    }
    this.crds = objectsOfCrds(settings).map(({ id: child, object }) => new ScopedApiObject(this, child, object));
  }
}
