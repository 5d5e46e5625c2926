/** What the playground starts with: examples of the repository, as they are. */
import { Language } from './protocol';
import codingAgent from '../../examples/coding-agent/main.ts?raw';
import pythonPool from '../../examples/python-pool/main.ts?raw';
import quickstart from '../../examples/quickstart/main.ts?raw';
import tenants from '../../examples/tenants/main.ts?raw';

export interface Sample {
  readonly title: string;
  readonly language: Language;
  readonly source: string;
}

/** Manifests with mistakes, for the judge to find. */
const MANIFESTS = `apiVersion: agents.x-k8s.io/v1beta1
kind: Sandbox
metadata:
  name: devbox
  namespace: research
spec:
  replicas: 1
  podTemplate:
    spec:
      containers:
        - name: devbox
          image: registry.example.com/devbox:2.4
          portz:
            - containerPort: 3000
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: research
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`;

export const SAMPLES: Readonly<Record<string, Sample>> = {
  'quickstart': { title: 'Quickstart: the install', language: 'typescript', source: quickstart },
  'coding-agent': { title: 'A coding agent', language: 'typescript', source: codingAgent },
  'python-pool': { title: 'A pool of Python runtimes', language: 'typescript', source: pythonPool },
  'tenants': { title: 'Tenants', language: 'typescript', source: tenants },
  'manifests': { title: 'Manifests with mistakes', language: 'yaml', source: MANIFESTS },
};
