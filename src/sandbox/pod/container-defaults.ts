import {
  Capability, ContainerProps, ContainerResources, ContainerSecutiryContextCapabilities,
} from '../../kubernetes/kplus';

/** What containers have that say nothing else: the same for all, so nobody may change it. */
const NO_RESOURCES: ContainerResources = Object.freeze({});
const NO_CAPABILITIES: ContainerSecutiryContextCapabilities = Object.freeze({ drop: Object.freeze([Capability.ALL]) as Capability[] });

/** The defaults of a container, below what is asked for. */
export function withDefaults(props: ContainerProps): ContainerProps {
  const { resources = NO_RESOURCES, securityContext } = props;
  return {
    ...props,
    resources,
    securityContext: {
      ...securityContext,
      readOnlyRootFilesystem: securityContext?.readOnlyRootFilesystem ?? false,
      capabilities: securityContext?.capabilities ? { ...NO_CAPABILITIES, ...securityContext.capabilities } : NO_CAPABILITIES,
    },
  };
}
