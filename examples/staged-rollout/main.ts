import { Chart } from 'cdk8s';
import {
  AgentSandboxVersion, IIsolatedRuntime, IsolatedRuntime, JobHook, RolloutPools, RolloutStep, SandboxApp,
  SandboxCluster, SandboxTemplate, StagedRollout,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** All that a team has in its namespace, in one step of the rollout: the steps differ in sizes alone. */
class Evals extends Chart {
  constructor(scope: Construct, step: RolloutStep) {
    super(scope, step.id, { namespace: step.namespace });
    // Steps are alternatives, of which one at a time is in the cluster.
    SandboxCluster.declare(this, { version: AgentSandboxVersion.V1_0_5 });

    const runtime = IsolatedRuntime.fromRuntimeClassName(this, 'Gvisor', 'gvisor');
    const pools = new RolloutPools(this, 'Pools', {
      step,
      fromTemplate: this.python('Python313', runtime, 'registry.example.com/python-sandbox:3.13'),
      toTemplate: this.python('Python314', runtime, 'registry.example.com/python-sandbox:3.14'),
      // The service that makes claims reads from it which pool they name.
      claimsConfigMap: 'python-claims',
      // A sync of Argo CD has succeeded when the pools of the step are ready.
      check: { image: 'registry.example.com/kubectl:1.36', hook: JobHook.ARGO_CD },
    });

    // A claim that is kept in Git: it keeps the sandbox that it has.
    pools.claimed.addClaim('Nightly');
  }

  private python(id: string, runtime: IIsolatedRuntime, image: string): SandboxTemplate {
    return new SandboxTemplate(this, id, {
      runtime,
      containers: [{
        name: 'python',
        image,
        portNumber: 8888,
        // What a pool calls ready is what the probe says.
        readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8888 }),
      }],
    });
  }
}

const app = new SandboxApp();

const rollout = new StagedRollout({
  namespace: 'evals',
  fromPool: 'python',
  toPool: 'python-next',
  capacity: 20,
  minimumReady: 18,
  percentages: [10, 50, 100],
});

for (const step of rollout.steps) {
  new Evals(app, step);
}

app.synth();
