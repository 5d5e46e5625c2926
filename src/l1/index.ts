export * from './agent-sandbox.generated';
export * from './k8s.generated';
export * from './scalars';
