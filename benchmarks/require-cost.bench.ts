import { Benchmark, Command } from './harness';

const NODE = 'node -e 0';
const CDK8S = 'require cdk8s';

/** What it costs to load the library, beside what its users load anyway. */
export const requireCost: Benchmark = {
  name: 'require-cost',
  title: 'Loading the library',
  references: [NODE, CDK8S],
  prepare: () => ({
    commands: [
      script(NODE, '0'),
      script('require constructs', 'require("constructs")'),
      script(CDK8S, 'require("cdk8s")'),
      script('require cdk8s-plus-28', 'require("cdk8s-plus-28")'),
      script('require cdk8s-agent-sandbox', 'require("cdk8s-agent-sandbox")'),
      script('the same, and name an enum', 'require("cdk8s-agent-sandbox").AgentSandboxProfile'),
      script('the same, and name AgentSandboxVersion', 'require("cdk8s-agent-sandbox").AgentSandboxVersion'),
      script('the same, and name AgentSandbox', 'require("cdk8s-agent-sandbox").AgentSandbox'),
      script(
        'import { AgentSandbox } from an ES module',
        'import { AgentSandbox } from "cdk8s-agent-sandbox";',
        '--input-type=module',
      ),
    ],
  }),
};

function script(name: string, source: string, ...options: string[]): Command {
  return { name, argv: [process.execPath, ...options, '-e', source] };
}
